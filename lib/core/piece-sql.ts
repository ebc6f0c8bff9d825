import "server-only";
import { Prisma } from "#prisma/client";
import type { Piece } from "./pieces.ts";

/** The pieces as the relation `piece`, for a WITH. */
export function pieceSql(pieces: readonly Piece[]): Prisma.Sql {
  return Prisma.sql`piece AS MATERIALIZED (
    SELECT p.grain::"char" AS grain, p.from_at::timestamptz AS from_at, p.to_at::timestamptz AS to_at, p.bin, p.sign
    FROM unnest(${pieces.map((piece) => piece.grain)}::text[], ${pieces.map((piece) => piece.from.toISOString())}::text[],
      ${pieces.map((piece) => piece.to.toISOString())}::text[], ${pieces.map((piece) => piece.bin)}::int[],
      ${pieces.map((piece) => piece.sign)}::int[]) AS p (grain, from_at, to_at, bin, sign))`;
}

/** Rollup rows `r` of a piece `p`, read by a range of the key: OFFSET 0 keeps Postgres from joining them any other way. */
export const inPiece = (featureId: number) =>
  Prisma.sql`r.feature_id = ${featureId} AND r.grain = p.grain AND r.start >= p.from_at AND r.start < p.to_at OFFSET 0`;
