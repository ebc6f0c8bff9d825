import "server-only";
import type { PoolClient } from "pg";
import { PLAIN_SPAN } from "#lib/telemetry/domain";
import { plain, signed64, texts } from "#lib/telemetry/write/columns";
import { dimensionId } from "#lib/telemetry/write/dimension";
import type { Row } from "#lib/telemetry/write/rows";
import { columnsOf } from "#lib/telemetry/write/write-batch";
import { callColumns, dimColumns, spanColumns, unitColumns } from "#lib/telemetry/write/write-columns";
import {
  deleteRowsSql,
  insertRowsSql,
  lockInteractionsSql,
  recountInteractionsSql,
  rollCallsSql,
} from "./move-sql.ts";

/** A row that is stored, with the id under which its dimension is. */
export type StoredRow = { row: Row; dimensionId: bigint };

/** The key of a row: two tables hold rows, and two features may hold the same span. */
export const keyOf = (row: Pick<Row, "featureId" | "startUs" | "traceId" | "spanId">) =>
  `${row.featureId} ${row.startUs} ${row.traceId} ${signed64(row.spanId)}`;

export const keyValues = (rows: readonly Row[]) => {
  const given = [...rows];
  return [
    plain(given, (row) => row.featureId),
    plain(given, (row) => row.startUs),
    plain(given, (row) => row.traceId),
    plain(given, (row) => signed64(row.spanId)),
  ];
};

type Touched = {
  featureId: number;
  environment: string;
  id: string;
  unitValue: string | null;
  firstUs: number | null;
  lastUs: number | null;
};

function touchedBy(removed: readonly StoredRow[], added: readonly Row[]): Touched[] {
  const touched = new Map<string, Touched>();
  const touch = (row: Row, joins: boolean) => {
    if (row.dimension.operation === PLAIN_SPAN && row.outcome === null && !row.call) return;
    const { featureId, interactionId: id } = row;
    const { environment } = row.dimension;
    const key = JSON.stringify([featureId, environment, id]);
    const one = touched.get(key) ?? {
      featureId,
      environment,
      id,
      unitValue: null,
      firstUs: null,
      lastUs: null,
    };
    touched.set(key, one);
    one.unitValue ??= id === row.traceId ? null : (row.unitValue ?? id);
    if (!joins) return;
    one.firstUs = Math.min(one.firstUs ?? row.startUs, row.startUs);
    one.lastUs = Math.max(one.lastUs ?? 0, row.startUs + row.durationUs);
  };
  for (const { row } of removed) touch(row, false);
  for (const row of added) touch(row, true);
  return [...touched.values()];
}

/** Dimensions, calls and spans of what the writing statement takes: units and content have statements of their own. */
function rowValues(rows: Row[]) {
  const values = columnsOf(rows);
  const calls = dimColumns.length + unitColumns.length;
  return [
    ...values.slice(0, dimColumns.length),
    ...values.slice(calls, calls + callColumns.length + spanColumns.length),
  ];
}

type SignedCall = { sign: number; row: Row; call: NonNullable<Row["call"]>; dimensionId: bigint };

function signed(sign: number, rows: readonly StoredRow[]): SignedCall[] {
  return rows.flatMap(({ row, dimensionId }) =>
    row.call ? [{ sign, row, call: row.call, dimensionId }] : [],
  );
}

async function rollCalls(client: PoolClient, calls: SignedCall[]): Promise<void> {
  if (calls.length === 0) return;
  await client.query({
    name: "rows-roll-calls",
    text: rollCallsSql,
    values: [
      plain(calls, ({ sign }) => sign),
      plain(calls, ({ row }) => row.featureId),
      plain(calls, ({ row }) => row.startUs),
      plain(calls, (one) => one.dimensionId),
      plain(calls, ({ row }) => row.durationUs),
      plain(calls, ({ call }) => call.timeToFirstTokenUs),
      plain(calls, ({ call }) => call.costNano),
      plain(calls, ({ call }) => call.usage.input),
      plain(calls, ({ call }) => call.usage.output),
      plain(calls, ({ call }) => call.usage.cacheRead),
      plain(calls, ({ call }) => call.usage.cacheWrite),
      plain(calls, ({ call }) => call.usage.reasoning),
      plain(calls, ({ call }) => call.attempt),
      plain(calls, ({ row }) => row.status),
      plain(calls, ({ call }) => call.billable),
      plain(calls, ({ row }) => row.hasUnit),
    ],
  });
}

/**
 * Takes stored rows out and puts others in, with interactions and rollups moved by exact differences. To be called in a
 * transaction, with the rows that go locked before (lockRows); locks are taken in the order of the statement that writes
 * batches. A row that is there already is not put in again. Answers how many were put in.
 */
export async function moveRows(
  client: PoolClient,
  removed: readonly StoredRow[],
  added: readonly Row[],
): Promise<number> {
  const touched = touchedBy(removed, added);
  const interactions = [
    plain(touched, (one) => one.featureId),
    texts(touched, (one) => one.environment),
    plain(touched, (one) => one.id),
    texts(touched, (one) => one.unitValue),
    plain(touched, (one) => one.firstUs),
    plain(touched, (one) => one.lastUs),
  ];
  if (touched.length > 0)
    await client.query({ name: "rows-lock-interactions", text: lockInteractionsSql, values: interactions });
  const gone = removed.map(({ row }) => row);
  const key = (calls: boolean) => keyValues(gone.filter((row) => (row.call !== null) === calls));
  await client.query({ name: "rows-delete", text: deleteRowsSql, values: [...key(true), ...key(false)] });
  const sorted = added.toSorted((a, b) => a.featureId - b.featureId || a.startUs - b.startUs);
  const inserted = await client.query<{
    feature_id: number;
    started_us: string;
    trace_id: string;
    span_id: string;
  }>({ name: "rows-insert", text: insertRowsSql, values: rowValues(sorted) });
  const put = new Set(
    inserted.rows.map((row) => `${row.feature_id} ${row.started_us} ${row.trace_id} ${row.span_id}`),
  );
  if (touched.length > 0)
    await client.query({ name: "rows-recount", text: recountInteractionsSql, values: interactions });
  const fresh = added
    .filter((row) => put.has(keyOf(row)))
    .map((row) => ({ row, dimensionId: dimensionId(row.dimension) }));
  await rollCalls(client, [...signed(-1, removed), ...signed(1, fresh)]);
  return fresh.length;
}
