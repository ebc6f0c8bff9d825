import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { pool } from "#lib/core/db";
import { PLAIN_SPAN } from "#lib/telemetry/domain";
import type { EvaluationRow } from "#lib/telemetry/evaluation";
import { jsons, plain, signed64, texts } from "./columns.ts";
import { dimensionId } from "./dimension.ts";
import { ensureMonths, forgetMonths } from "./months.ts";
import type { AsCall, CallRow, Row } from "./rows.ts";
import { writeEvaluations } from "./write-evaluations.ts";
import { writeBatchSql } from "./write-sql.ts";

const DEADLOCK = "40P01";
const SERIALIZATION = "40001";
const NO_PARTITION = "23514";
const TRIES = 6;

/** Any order will do that all writers share: then none waits for another in a ring. Time first suits the indexes. */
function byKey(a: Row, b: Row): number {
  if (a.featureId !== b.featureId) return a.featureId - b.featureId;
  if (a.startUs !== b.startUs) return a.startUs - b.startUs;
  if (a.traceId !== b.traceId) return a.traceId < b.traceId ? -1 : 1;
  return a.spanId < b.spanId ? -1 : a.spanId > b.spanId ? 1 : 0;
}

/** Rows in the order of writing, of rows with one key the first, as the store would keep it. */
function inOrder(rows: readonly Row[]): Row[] {
  const sorted = rows.toSorted(byKey);
  return sorted.filter((row, at) => {
    const before = sorted[at - 1];
    return before === undefined || byKey(before, row) !== 0;
  });
}

/** Whether a span moves no interaction. One that no unit names either belongs to the tree alone. */
function movesNothing(row: Row): boolean {
  return row.dimension.operation === PLAIN_SPAN && row.outcome === null;
}

const asCallText = (call: AsCall) => JSON.stringify({ ...call, costNano: call.costNano?.toString() ?? null });

/** Rows as arrays, in the order in which the statement takes them. */
export function columnsOf(rows: Row[]): (string | (string | null)[])[] {
  const dimensions = new Map<string, { id: bigint; row: Row }>();
  const units = new Map<string, Row>();
  const ids = new Map<Row, bigint>();
  for (const row of rows) {
    const id = dimensionId(row.dimension);
    ids.set(row, id);
    dimensions.set(`${row.featureId} ${id}`, { id, row });
    const unit = `${row.featureId} ${row.interactionId} ${row.dimension.environment}`;
    if (units.get(unit)?.unitValue == null) units.set(unit, row);
  }
  const dims = [...dimensions.values()];
  const dim = (of: (row: Row) => string | null) => texts(dims, ({ row }) => of(row));
  const unitRows = [...units.values()];
  const calls = rows.filter((row): row is CallRow => row.call !== null);
  const spans = rows.filter((row) => row.call === null);
  const kept = rows.filter((row) => row.content !== null);
  const key = (of: Row[]) => [
    plain(of, (row) => row.featureId),
    plain(of, (row) => row.startUs),
    plain(of, (row) => row.traceId),
    plain(of, (row) => signed64(row.spanId)),
  ];
  const place = (of: Row[]) => [
    plain(of, (row) => (row.parentSpanId === null ? null : signed64(row.parentSpanId))),
    plain(of, (row) => (row.interactionId === row.traceId ? null : row.interactionId)),
    plain(of, (row) => ids.get(row) ?? null),
    plain(of, (row) => row.durationUs),
  ];
  return [
    plain(dims, ({ row }) => row.featureId),
    plain(dims, ({ id }) => id),
    dim((row) => row.dimension.environment),
    dim((row) => row.dimension.operation),
    dim((row) => row.dimension.name),
    dim((row) => row.dimension.serviceName),
    dim((row) => row.dimension.agent),
    dim((row) => row.dimension.provider),
    dim((row) => row.dimension.requestModel),
    dim((row) => row.dimension.responseModel),
    dim((row) => row.dimension.release),
    dim((row) => row.dimension.promptName),
    dim((row) => row.dimension.promptVersion),
    dim((row) => row.dimension.priceRef),
    dim((row) => row.dimension.serviceTier),
    dim((row) => row.dimension.errorType),
    dim((row) => row.dimension.namedFeature ?? null),
    dim((row) => row.dimension.origin ?? null),
    plain(unitRows, (row) => row.featureId),
    texts(unitRows, (row) => row.dimension.environment),
    plain(unitRows, (row) => row.interactionId),
    texts(unitRows, (row) => row.unitValue),
    ...key(calls),
    ...place(calls),
    plain(calls, (row) => row.call.timeToFirstTokenUs),
    plain(calls, (row) => row.call.costNano),
    plain(calls, (row) => row.call.usage.input),
    plain(calls, (row) => row.call.usage.output),
    plain(calls, (row) => row.call.usage.cacheRead),
    plain(calls, (row) => row.call.usage.cacheWrite),
    plain(calls, (row) => row.call.usage.reasoning),
    plain(calls, (row) => row.call.attempt),
    plain(calls, (row) => row.status),
    plain(calls, (row) => row.call.billable),
    plain(calls, (row) => row.hasUnit),
    plain(calls, (row) => row.call.attemptStated),
    plain(calls, (row) => row.call.operationStated),
    plain(calls, (row) => row.outcome),
    plain(calls, (row) => row.unitInherited || null),
    ...key(spans),
    ...place(spans),
    plain(spans, (row) => row.status),
    plain(spans, (row) => row.outcome),
    plain(spans, (row) => row.unitInherited || null),
    plain(spans, (row) => (movesNothing(row) && row.interactionId === row.traceId) || null),
    texts(spans, (row) => (movesNothing(row) && !row.unitInherited ? row.unitValue : null)),
    jsons(spans, (row) => (row.asCall ? asCallText(row.asCall) : null)),
    ...key(kept),
    jsons(kept, (row) => JSON.stringify(row.content?.attributes ?? {})),
    jsons(kept, (row) => (row.content?.input ? JSON.stringify(row.content.input) : null)),
    jsons(kept, (row) => (row.content?.output ? JSON.stringify(row.content.output) : null)),
  ];
}

/** What one export asks to be stored. */
export type Batch = { rows: Row[]; evaluations: EvaluationRow[] };

/** New calls and spans of those that were given. */
export type Written = { calls: number; spans: number; given: number };

export function sizeOfBatch({ rows, evaluations }: Batch): number {
  return rows.length + evaluations.length;
}

/** So many rows go into one statement: columns are built without holding up the process for long. */
const STATEMENT_ROWS = 8192;

type Client = Pick<Pool | PoolClient, "query">;

/** Traces, each of one feature, of which several of these batches have a part: each batch was related by itself. */
function inSeveral(batches: readonly Batch[]): Row[] {
  if (batches.length < 2) return [];
  const first = new Map<string, { at: number; row: Row; several: boolean }>();
  for (const [at, { rows }] of batches.entries()) {
    for (const row of rows) {
      const key = `${row.featureId} ${row.traceId}`;
      const known = first.get(key);
      if (known === undefined) first.set(key, { at, row, several: false });
      else if (known.at !== at) known.several = true;
    }
  }
  return first
    .values()
    .filter(({ several }) => several)
    .map(({ row }) => row)
    .toArray();
}

async function writeRows(
  client: Client,
  rows: Row[],
  several: Row[],
): Promise<{ calls: number; spans: number }> {
  const result = await client.query<{ calls: number; spans: number }>({
    name: "telemetry-write",
    text: writeBatchSql,
    values: [
      ...columnsOf(rows),
      plain(several, (row) => row.featureId),
      plain(several, (row) => row.traceId),
    ],
  });
  return result.rows[0] ?? { calls: 0, spans: 0 };
}

/** Runs work in a transaction on a connection of its own, for what Prisma is not asked to do. */
export async function inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function writeOnce(rows: Row[], evaluations: EvaluationRow[], several: Row[]): Promise<Written> {
  if (rows.length <= STATEMENT_ROWS && evaluations.length === 0) {
    return { ...(await writeRows(pool(), rows, several)), given: rows.length };
  }
  return inTransaction(async (client) => {
    const written = { calls: 0, spans: 0, given: rows.length };
    for (let at = 0; at < rows.length; at += STATEMENT_ROWS) {
      const { calls, spans } = await writeRows(client, rows.slice(at, at + STATEMENT_ROWS), several);
      written.calls += calls;
      written.spans += spans;
    }
    await writeEvaluations(client, evaluations);
    return written;
  });
}

/**
 * Writes batches and everything counted from them in one transaction, and answers how many rows were new. Resolves after
 * the commit. Sending the same rows again changes nothing. Throws the database's error when it stays away.
 */
export async function writeBatches(batches: readonly Batch[]): Promise<Written> {
  const given = batches.flatMap(({ rows }) => rows);
  const rows = inOrder(given);
  const several = inSeveral(batches);
  const evaluations = batches.flatMap((batch) => batch.evaluations);
  if (rows.length + evaluations.length === 0) return { calls: 0, spans: 0, given: given.length };
  return retried(async () => {
    await ensureMonths(rows.map((row) => row.startUs));
    return { ...(await writeOnce(rows, evaluations, several)), given: given.length };
  });
}

/** Runs a transaction again when the database ended it for another's sake, or for a partition that went. */
export async function retried<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (attempt >= TRIES || (code !== DEADLOCK && code !== SERIALIZATION && code !== NO_PARTITION))
        throw error;
      if (code === NO_PARTITION) forgetMonths();
      else await delay(5 * 2 ** attempt * Math.random());
    }
  }
}

/** Writes the rows of one batch; see writeBatches. */
export function writeBatch(rows: Row[]): Promise<Written> {
  return writeBatches([{ rows, evaluations: [] }]);
}
