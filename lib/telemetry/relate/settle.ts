import "server-only";
import type { PoolClient } from "pg";
import { z } from "zod";
import { pool } from "#lib/core/db";
import { log } from "#lib/core/log";
import { databaseAway } from "#lib/telemetry/write/database-away";
import type { Row } from "#lib/telemetry/write/rows";
import { inTransaction, retried } from "#lib/telemetry/write/write-batch";
import { keyOf, keyValues, moveRows, type StoredRow } from "./move-rows.ts";
import { type Change, changesOf } from "./settle-trace.ts";
import { lockRows, readTraces } from "./stored-rows.ts";

/** Traces are settled so long after their newest part was stored, so that parts which come together are settled once. */
export const SETTLE_AFTER_MS = 2_000;
/** One transaction holds the rows of so many traces. */
const TRACES = 200;
const NOTES = 50;
/** Calls, and spans, of the traces that are related at once. */
const MOST_ROWS = 20_000;
/** Parts of a trace that were stored further apart than this are not looked for. */
const REACH = "interval '7 days'";
/** Held by whoever relates stored rows anew: two would undo each other's work. */
export const RELATING_LOCK = 7_215_003;

const note = z.object({
  feature_id: z.number(),
  id: z.string(),
  traces: z.array(z.string()),
  grown: z.array(z.string()),
});
type Note = z.infer<typeof note>;

const notesSql = `SELECT feature_id, id, traces::text[], grown::text[] FROM unsettled
  WHERE at <= $1 AND feature_id = (SELECT feature_id FROM unsettled WHERE at <= $1 ORDER BY at, id LIMIT 1)
  ORDER BY at, id LIMIT ${NOTES}`;

/** Rows of one of the two tables that have a trace ($1: the feature). Its times are compared outside: they would tempt
 * the planner to walk all of a feature's rows of two weeks instead of the few that the index of traces has. */
const ofTrace = (table: "call" | "span", where: string) =>
  `SELECT * FROM (SELECT r.started_at, r.xmin AS by FROM ${table} r WHERE r.feature_id = $1 AND r.trace_id = t.id AND ${where} OFFSET 0) r
      WHERE r.by <> u.written_by AND r.started_at >= u.first - ${REACH} AND r.started_at <= u.last + ${REACH}`;

/** Traces of these notes ($2) of a feature ($1) of which another transaction wrote a part. */
const severalSql = `SELECT DISTINCT t.id::text AS trace FROM unsettled u CROSS JOIN LATERAL unnest(u.traces) AS t(id)
  WHERE u.feature_id = $1 AND u.id = ANY ($2::uuid[]) AND (
    EXISTS (${ofTrace("call", "r.interaction_id IS NOT NULL")})
    OR EXISTS (${ofTrace("span", "r.interaction_id IS NOT NULL")})
    OR EXISTS (${ofTrace("span", "r.plain")})
    OR EXISTS (SELECT FROM interaction i WHERE i.feature_id = $1 AND i.environment = ANY ($3::text[]) AND i.id = t.id
      AND i.xmin <> u.written_by))`;

async function environmentsOf(client: PoolClient, featureId: number): Promise<string[]> {
  const found = await client.query<{ environment: string }>(
    "SELECT DISTINCT environment FROM dimension WHERE feature_id = $1",
    [featureId],
  );
  return found.rows.map((row) => row.environment);
}

/** Notes that are known to name grown traces only, as many as one transaction should settle; at least one. */
function bounded(notes: Note[]): Note[] {
  let traces = 0;
  return notes.filter((one, index) => {
    traces += one.grown.length;
    return index === 0 || traces <= TRACES;
  });
}

async function forget(client: PoolClient, notes: Note[]): Promise<void> {
  await client.query("DELETE FROM unsettled WHERE feature_id = $1 AND id = ANY ($2::uuid[])", [
    notes[0]?.feature_id,
    notes.map((one) => one.id),
  ]);
}

/** Leaves of these notes only what has several parts, in pieces that one transaction can settle. */
async function lookUp(client: PoolClient, featureId: number, notes: Note[]): Promise<string[]> {
  const found = await client.query<{ trace: string }>(severalSql, [
    featureId,
    notes.map((one) => one.id),
    await environmentsOf(client, featureId),
  ]);
  return [...new Set([...notes.flatMap((one) => one.grown), ...found.rows.map((row) => row.trace)])];
}

async function noteAgain(client: PoolClient, notes: Note[], traces: string[]): Promise<void> {
  for (let at = 0; at < traces.length; at += TRACES) {
    await client.query(
      `INSERT INTO unsettled (feature_id, id, at, written_by, first, last, traces, grown)
       SELECT feature_id, gen_random_uuid(), at, written_by, first, last, '{}', $3::uuid[]
       FROM unsettled WHERE feature_id = $1 AND id = $2`,
      [notes[0]?.feature_id, notes[0]?.id, traces.slice(at, at + TRACES)],
    );
  }
}

/** The units' values, which interactions keep: a call that joins a unit may be the first of its environment. */
async function withUnitValues(client: PoolClient, featureId: number, rows: readonly Row[]): Promise<void> {
  const wanting = rows.filter((row) => row.interactionId !== row.traceId && row.unitValue === null);
  if (wanting.length === 0) return;
  const found = await client.query<{ id: string; unit_value: string | null }>(
    `SELECT replace(id::text, '-', '') AS id, unit_value FROM interaction
     WHERE feature_id = $1 AND environment = ANY ($2::text[]) AND id = ANY ($3::uuid[])`,
    [
      featureId,
      await environmentsOf(client, featureId),
      [...new Set(wanting.map((row) => row.interactionId))],
    ],
  );
  const values = new Map(found.rows.map((row) => [row.id, row.unit_value]));
  for (const row of wanting) row.unitValue = values.get(row.interactionId) ?? null;
}

/** A span that came once as a call and once as its repeater is in both tables; the call says more. */
function apart(stored: readonly StoredRow[]): { rows: Row[]; doubled: Row[] } {
  const calls = new Set(stored.filter(({ row }) => row.call).map(({ row }) => keyOf(row)));
  const doubled = stored.filter(({ row }) => !row.call && calls.has(keyOf(row))).map(({ row }) => row);
  const dropped = new Set(doubled);
  return { rows: stored.map(({ row }) => row).filter((row) => !dropped.has(row)), doubled };
}

/**
 * What was kept of a span that came once as a call and once as its repeater was kept twice: writing looks for no key. Of
 * two the one without messages stays, because messages that were not kept or were deleted do not come again.
 */
const keepOnceSql = `DELETE FROM call_content c USING (
    SELECT t.tableoid, t.ctid, row_number() OVER (
      PARTITION BY t.feature_id, t.started_at, t.trace_id, t.span_id
      ORDER BY num_nonnulls(t.input, t.output), t.ctid) AS place
    FROM unnest($1::int[], $2::bigint[], $3::uuid[], $4::bigint[]) AS k(feature_id, started_us, trace_id, span_id)
    JOIN call_content t ON t.feature_id = k.feature_id AND t.trace_id = k.trace_id AND t.span_id = k.span_id
      AND t.started_at = 'epoch'::timestamptz + k.started_us * interval '1 microsecond'
  ) d WHERE c.tableoid = d.tableoid AND c.ctid = d.ctid AND d.place > 1`;

type Traces = { featureId: number; traces: string[]; most: number };

/** In halves while they have more rows than should be held at once. A trace that has more alone stays as it was sent. */
async function settleInParts(client: PoolClient, { featureId, traces, most }: Traces): Promise<number> {
  if (traces.length === 1) {
    log().warn({ featureId, trace: traces[0] }, "A trace has too many spans to be related anew.");
    return 0;
  }
  const half = Math.ceil(traces.length / 2);
  let changed = 0;
  for (const part of [traces.slice(0, half), traces.slice(half)])
    changed += await settleTraces(client, { featureId, traces: part, most });
  return changed;
}

async function settleTraces(client: PoolClient, given: Traces): Promise<number> {
  const { featureId, traces, most } = given;
  const stored = await readTraces(client, featureId, traces, most);
  if (stored === null) return settleInParts(client, given);
  const { rows, doubled } = apart(stored);
  await withUnitValues(client, featureId, rows);
  const feature = await client.query<{ unit_kind: string }>("SELECT unit_kind FROM feature WHERE id = $1", [
    featureId,
  ]);
  const kind = feature.rows[0]?.unit_kind ?? "trace";
  const changes = changesOf(rows, kind === "trace");
  if (changes.length + doubled.length === 0) return 0;
  const locked = await lockRows(client, featureId, [...changes.map(({ row }) => row), ...doubled]);
  await moveRows(client, locked, settledRows(changes, locked));
  if (doubled.length > 0) await client.query(keepOnceSql, keyValues(doubled));
  return changes.length;
}

function settledRows(changes: readonly Change[], locked: readonly StoredRow[]): Row[] {
  const now = new Map(locked.map(({ row }) => [`${keyOf(row)} ${row.call !== null}`, row]));
  return changes.flatMap(({ row, settle }) => {
    const found = now.get(`${keyOf(row)} ${row.call !== null}`);
    return found ? [settle({ ...found, unitValue: row.unitValue })] : [];
  });
}

/** Notes that a transaction works on. */
type Work = { featureId: number; ids: string[] };

const postponeSql = "UPDATE unsettled SET at = $3 WHERE feature_id = $1 AND id = ANY ($2::uuid[])";
const POSTPONED_MS = 600_000;

/** What fails by itself must not hold up the traces of every other feature: it is tried again later. */
async function postpone({ featureId, ids }: Work, until: Date, error: unknown): Promise<void> {
  log().error({ err: error, featureId }, "Traces could not be settled; they are tried again in ten minutes.");
  const at = new Date(Math.max(Date.now(), until.getTime()) + POSTPONED_MS);
  await pool().query(postponeSql, [featureId, ids, at]);
}

/** One transaction's worth of settling: how many rows changed, or null when nothing is due or another server settles. */
async function settleStep(
  client: PoolClient,
  { until, most, begin }: { until: Date; most: number; begin: (work: Work) => void },
): Promise<number | null> {
  const lock = await client.query<{ free: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS free", [
    RELATING_LOCK,
  ]);
  if (!lock.rows[0]?.free) return null;
  const found = z.array(note).parse((await client.query(notesSql, [until])).rows);
  const [first] = found;
  if (!first) return null;
  const known = first.traces.length === 0;
  const alike = found.filter((one) => (one.traces.length === 0) === known);
  const notes = known ? bounded(alike) : alike;
  begin({ featureId: first.feature_id, ids: notes.map((one) => one.id) });
  const traces = known
    ? [...new Set(notes.flatMap((one) => one.grown))]
    : await lookUp(client, first.feature_id, notes);
  const now = known || traces.length <= TRACES;
  if (!now) await noteAgain(client, notes, traces);
  await forget(client, notes);
  return now && traces.length > 0 ? settleTraces(client, { featureId: first.feature_id, traces, most }) : 0;
}

/** Of a table that was never looked at the planner takes any index for as good as the key; the first minutes are slow. */
async function knowInteractions(): Promise<void> {
  const unknown = await pool().query(
    "SELECT FROM pg_class WHERE oid = 'interaction'::regclass AND reltuples < 0",
  );
  if (unknown.rowCount) await pool().query("ANALYZE interaction");
}

/**
 * Relates anew the traces of which parts came in several exports: attempts, repeaters and units of work are then as if
 * one export had brought the whole trace, with rollups moved by exact differences. Takes what was stored before `until`;
 * answers how many rows changed. Safe beside ingestion, beside itself on another server, and when it is cut off.
 */
export async function settleDue(
  until = new Date(Date.now() - SETTLE_AFTER_MS),
  most = MOST_ROWS,
): Promise<number> {
  let changed = 0;
  await knowInteractions();
  for (;;) {
    let work: Work | undefined;
    try {
      const step = await retried(() =>
        inTransaction((client) =>
          settleStep(client, {
            until,
            most,
            begin: (begun) => {
              work = begun;
            },
          }),
        ),
      );
      if (step === null) return changed;
      changed += step;
    } catch (error) {
      if (work === undefined || databaseAway(error)) throw error;
      await postpone(work, until, error);
    }
  }
}
