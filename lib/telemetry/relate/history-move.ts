import "server-only";
import type { PoolClient } from "pg";
import { z } from "zod";
import { pool } from "#lib/core/db";
import { lifecycleState } from "#lib/core/lifecycle";
import { log } from "#lib/core/log";
import { UNREGISTERED_FEATURE } from "#lib/telemetry/domain";
import { loadFeatures } from "#lib/telemetry/known-features";
import type { KnownFeature } from "#lib/telemetry/resolve-feature";
import { jsons, plain, signed64 } from "#lib/telemetry/write/columns";
import { databaseAway } from "#lib/telemetry/write/database-away";
import type { Row } from "#lib/telemetry/write/rows";
import { inTransaction, retried } from "#lib/telemetry/write/write-batch";
import { finishPass } from "./history-finish.ts";
import { type KeptAttributes, keptBy, takenOver } from "./history-rows.ts";
import {
  countSql,
  dimensionsSql,
  keptSql,
  moveContentSql,
  moveEvaluationsSql,
  moveOtherEvaluationsSql,
  noteSql,
} from "./history-sql.ts";
import { keyOf, moveRows, type StoredRow } from "./move-rows.ts";
import { RELATING_LOCK, settleDue } from "./settle.ts";
import { lockNext, type RowKey } from "./stored-rows.ts";

/** Rows that one transaction moves. */
const PAGE = 500;

const rowKey = z.object({ startedUs: z.string(), traceId: z.string(), spanId: z.string() });
const cursor = z.object({ table: z.enum(["call", "span"]), after: rowKey });
type Cursor = z.infer<typeof cursor>;

const START: RowKey = {
  startedUs: "0",
  traceId: "00000000-0000-0000-0000-000000000000",
  spanId: "-9223372036854775808",
};

const openMove = z.object({
  id: z.string(),
  feature_id: z.number(),
  pass: z.number(),
  cursor: cursor.nullable(),
});
type OpenMove = z.infer<typeof openMove>;

/** The oldest move that is due and that no other server works on, locked until the transaction ends. */
async function takeMove(client: PoolClient, now: Date): Promise<OpenMove | null> {
  const { rows } = await client.query(
    `SELECT id, feature_id, pass, cursor FROM history_move WHERE pass < 3 AND not_before <= $1
     ORDER BY not_before, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [now],
  );
  return rows.length === 0 ? null : openMove.parse(rows[0]);
}

async function dimensionsOf(client: PoolClient, feature: KnownFeature): Promise<string[]> {
  const found = await client.query<{ id: string }>(dimensionsSql, [feature.slug, feature.serviceNames]);
  return found.rows.map((row) => row.id);
}

/** Values of keys of unregistered rows, behind the feature that takes them. */
const keysOf = (featureId: number, rows: readonly Row[]) => {
  const given = [...rows];
  return [
    featureId,
    plain(given, (row) => row.startUs),
    plain(given, (row) => row.traceId),
    plain(given, (row) => signed64(row.spanId)),
  ];
};

async function keptOf(client: PoolClient, rows: readonly Row[]): Promise<Map<string, KeptAttributes>> {
  const found = await client.query<{ key: string; attributes: KeptAttributes }>(
    keptSql,
    keysOf(UNREGISTERED_FEATURE, rows),
  );
  return new Map(found.rows.map((row) => [`${UNREGISTERED_FEATURE} ${row.key}`, row.attributes]));
}

async function moveAll(
  client: PoolClient,
  feature: KnownFeature,
  stored: readonly StoredRow[],
): Promise<{ calls: number; spans: number }> {
  const kept = await keptOf(
    client,
    stored.map(({ row }) => row),
  );
  const pairs = stored.flatMap((one) => {
    const row = takenOver(one.row, kept.get(keyOf(one.row)) ?? null, feature);
    return row ? [{ from: one, row }] : [];
  });
  if (pairs.length === 0) return { calls: 0, spans: 0 };
  await moveRows(
    client,
    pairs.map(({ from }) => from),
    pairs.map(({ row }) => row),
  );
  const keys = keysOf(
    feature.id,
    pairs.map(({ from }) => from.row),
  );
  await client.query(moveContentSql, [
    ...keys,
    jsons(pairs, ({ from }) => JSON.stringify(keptBy(kept.get(keyOf(from.row)) ?? {}, feature))),
  ]);
  await client.query(moveEvaluationsSql, keys);
  const traces = [...new Set(pairs.map(({ row }) => row.traceId))];
  await client.query(noteSql, [feature.id, traces]);
  const calls = pairs.filter(({ row }) => row.call !== null).length;
  return { calls, spans: pairs.length - calls };
}

async function keepProgress(
  client: PoolClient,
  move: OpenMove,
  at: Cursor,
  moved: { calls: number; spans: number },
): Promise<void> {
  await client.query(
    `UPDATE history_move SET cursor = $3, calls_moved = calls_moved + $4, spans_moved = spans_moved + $5,
       pass_calls = pass_calls + $4, pass_spans = pass_spans + $5
     WHERE feature_id = $1 AND id = $2`,
    [move.feature_id, move.id, JSON.stringify(at), moved.calls, moved.spans],
  );
}

async function countOnce(client: PoolClient, move: OpenMove, dimensions: string[]): Promise<void> {
  if (move.cursor !== null || move.pass !== 1) return;
  const counted = await client.query<{ calls: string }>(countSql, [dimensions]);
  await client.query("UPDATE history_move SET calls_total = $3 WHERE feature_id = $1 AND id = $2", [
    move.feature_id,
    move.id,
    counted.rows[0]?.calls ?? 0,
  ]);
}

/** One transaction: a page of rows, or the end of a pass. Null when no move is due. */
async function step(
  client: PoolClient,
  { now, pageSize, begin }: { now: Date; pageSize: number; begin: (move: OpenMove) => void },
): Promise<OpenMove | null> {
  const move = await takeMove(client, now);
  if (!move) return null;
  begin(move);
  const feature = (await loadFeatures()).byId.get(move.feature_id);
  if (!feature) return move;
  // Behind the run's own lock: settling waits for no run.
  await client.query("SELECT pg_advisory_xact_lock($1)", [RELATING_LOCK]);
  const dimensions = await dimensionsOf(client, feature);
  await countOnce(client, move, dimensions);
  const at = move.cursor ?? { table: "call" as const, after: START };
  const { rows, last } = await lockNext(client, {
    table: at.table,
    featureId: UNREGISTERED_FEATURE,
    dimensions,
    after: at.after,
    limit: pageSize,
  });
  if (last) {
    await keepProgress(client, move, { table: at.table, after: last }, await moveAll(client, feature, rows));
  } else if (at.table === "call") {
    await keepProgress(client, move, { table: "span", after: START }, { calls: 0, spans: 0 });
  } else {
    await client.query(moveOtherEvaluationsSql, [feature.id, feature.serviceNames, feature.slug]);
    await finishPass(client, move, now);
  }
  return move;
}

const POSTPONED_MS = 600_000;

/** A move that fails by itself must not hold up the others: it goes on from its place later. */
async function postpone(move: OpenMove, now: Date, error: unknown): Promise<void> {
  log().error(
    { err: error, featureId: move.feature_id },
    "History could not be moved; it is tried again in ten minutes.",
  );
  await pool().query("UPDATE history_move SET not_before = $3 WHERE feature_id = $1 AND id = $2", [
    move.feature_id,
    move.id,
    new Date(now.getTime() + POSTPONED_MS),
  ]);
}

/** One step of a move, or null when none is due. */
async function stepOrPostpone(now: Date, pageSize: number): Promise<OpenMove | null> {
  let begun: OpenMove | undefined;
  const begin = (move: OpenMove) => {
    begun = move;
  };
  try {
    return await retried(() => inTransaction((client) => step(client, { now, pageSize, begin })));
  } catch (error) {
    if (begun === undefined || databaseAway(error)) throw error;
    await postpone(begun, now, error);
    return begun;
  }
}

/**
 * Moves telemetry that came before its feature was registered, or before the feature took its service name, to the
 * feature: rows, what was kept of them and what they are counted in, page by page. Every page is one transaction with
 * its place, so that a run that was cut off goes on where it was; two servers share the work. Then relates the traces anew.
 */
export async function moveHistory(now = new Date(), pageSize = PAGE): Promise<void> {
  let moved = false;
  while (lifecycleState() !== "stopping") {
    const move = await stepOrPostpone(now, pageSize);
    if (move === null) break;
    moved = true;
  }
  if (!moved) return;
  await settleDue(new Date(Date.now() + 1000));
  log().info("Telemetry from before its feature was registered has been moved.");
}
