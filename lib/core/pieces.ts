import { DAY_MS, HOUR_MS } from "./time.ts";

/** Rollup rows of one grain that are added to a bin (sign 1) or taken away from it (sign -1). */
export type Piece = { grain: "h" | "d"; from: Date; to: Date; bin: number; sign: 1 | -1 };

const midnightNear = (at: number) => Math.round(at / DAY_MS) * DAY_MS;

/** What lies between the nearest midnight of UTC and the instant, as hours to add or to take away. */
function correction(at: number, bin: number, sign: 1 | -1): Piece[] {
  const midnight = midnightNear(at);
  if (midnight === at) return [];
  const [from, to] = [new Date(Math.min(at, midnight)), new Date(Math.max(at, midnight))];
  const toward = midnight < at ? 1 : -1;
  return [{ grain: "h", from, to, bin, sign: sign * toward === 1 ? 1 : -1 }];
}

function binPieces(from: number, to: number, bin: number): Piece[] {
  const [first, last] = [midnightNear(from), midnightNear(to)];
  const around = Math.abs(from - first) + Math.abs(to - last) + ((last - first) / DAY_MS) * HOUR_MS;
  if (last <= first || around >= to - from) {
    return from < to ? [{ grain: "h", from: new Date(from), to: new Date(to), bin, sign: 1 }] : [];
  }
  return [
    { grain: "d", from: new Date(first), to: new Date(last), bin, sign: 1 },
    ...correction(to, bin, 1),
    ...correction(from, bin, -1),
  ];
}

/**
 * The rollups that make up bins between ascending edges, which must be full hours: bin i is [edge i, edge i+1). Counts
 * can be subtracted exactly, so a zone's day is a day of UTC with the few hours at its ends added or taken away, and
 * twenty of its hours need not be read.
 */
export function piecesOf(edges: readonly Date[]): Piece[] {
  return edges
    .slice(1)
    .flatMap((edge, bin) => binPieces((edges[bin] ?? edge).getTime(), edge.getTime(), bin));
}
