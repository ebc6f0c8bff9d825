import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import type { PoolClient } from "pg";
import { z } from "zod";
import { pool } from "#lib/core/db";
import { lifecycleState } from "#lib/core/lifecycle";
import { log } from "#lib/core/log";
import type { Pricing } from "#lib/telemetry/domain";
import { databaseAway } from "#lib/telemetry/write/database-away";
import { inTransaction } from "#lib/telemetry/write/write-batch";
import { atFeature, type Cursor, cursor, readPage } from "./repricing-calls.ts";
import { isChanged, type Total, Totals } from "./repricing-diff.ts";
import { finishRun } from "./repricing-finish.ts";
import { priceCalls, repriceCalls } from "./repricing-write.ts";

/** The prices to apply, and what names them: a run is applied with those that it was previewed with, or not at all. */
export type LoadPriceBook = () => Promise<{ price: Pricing; digest: string }>;

/** Calls that one transaction looks at. */
const PAGE = 2_000;

const openRun = z.object({
  id: z.string(),
  status: z.enum(["previewing", "running"]),
  featureId: z.int().nullable(),
  from: z.date(),
  to: z.date(),
  pricesDigest: z.string(),
  cursor: cursor.nullable(),
});
type OpenRun = z.infer<typeof openRun>;

/** The oldest run that is under way and that no other worker holds, locked until the transaction ends. */
async function takeRun(client: PoolClient): Promise<OpenRun | null> {
  const { rows } = await client.query(
    `SELECT id, status, feature_id AS "featureId", period_from AS "from", period_to AS "to",
       prices_digest AS "pricesDigest", cursor
     FROM repricing_run WHERE status IN ('previewing', 'running')
     ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  return rows.length === 0 ? null : openRun.parse(rows[0]);
}

/** Features by number; what is unregistered (0) is the first. */
async function featureAfter(client: PoolClient, before: number): Promise<number | null> {
  const { rows } = await client.query<{ id: number | null }>(
    "SELECT min(id) AS id FROM feature WHERE id > $1",
    [before],
  );
  return rows[0]?.id ?? null;
}

const totalColumns = [
  "calls",
  "changed",
  "newly_priced",
  "newly_unpriced",
  "dearer",
  "cheaper",
  "unpriced_before",
  "unpriced_after",
  "before_nano",
  "after_nano",
] as const;

async function addTotals(client: PoolClient, run: OpenRun, totals: readonly Total[]): Promise<void> {
  for (const total of totals) {
    await client.query(
      `INSERT INTO repricing_total AS t (run_id, phase, feature_id, kind, provider, name, ${totalColumns.join(", ")})
       VALUES ($1, $2, $3, $4, $5, $6, ${totalColumns.map((_, index) => `$${index + 7}`).join(", ")})
       ON CONFLICT (run_id, phase, feature_id, kind, provider, name) DO UPDATE SET
         ${totalColumns.map((column) => `${column} = t.${column} + excluded.${column}`).join(", ")}`,
      [
        run.id,
        run.status === "previewing" ? "preview" : "applied",
        total.featureId,
        total.kind,
        total.provider,
        total.name,
        total.calls,
        total.changed,
        total.newlyPriced,
        total.newlyUnpriced,
        total.dearer,
        total.cheaper,
        total.unpricedBefore,
        total.unpricedAfter,
        total.beforeNano,
        total.afterNano,
      ],
    );
  }
}

async function keepCursor(client: PoolClient, run: OpenRun, at: Cursor, seen: number): Promise<void> {
  await client.query("UPDATE repricing_run SET cursor = $2, calls_seen = calls_seen + $3 WHERE id = $1", [
    run.id,
    JSON.stringify(at),
    seen,
  ]);
}

/** One page of one feature. True while there may be more; false once every feature was looked at. */
async function workOn(client: PoolClient, run: OpenRun, price: Pricing, pageSize: number): Promise<boolean> {
  const at = run.cursor ?? atFeature(run.featureId ?? 0);
  const page = await readPage(client, at, run, pageSize);
  const end = page.at(-1);
  if (!end) {
    const next = run.featureId === null ? await featureAfter(client, at.featureId) : null;
    if (next === null) return false;
    await keepCursor(client, run, atFeature(next), 0);
    return true;
  }
  const totals = new Totals();
  let priced = await priceCalls(client, at.featureId, page, price);
  if (run.status === "running") {
    // What does not change is neither locked nor read again; what does is priced as it is under the lock.
    const changed = priced.filter(({ call, cost }) => isChanged(call, cost)).map(({ call }) => call);
    const same = priced.filter(({ call, cost }) => !isChanged(call, cost));
    priced = [...same, ...(await repriceCalls(client, at.featureId, changed, price))];
  }
  for (const { dimension, call, cost } of priced) totals.add(dimension, call, cost);
  await addTotals(client, run, totals.all());
  const { startedUs, traceId, spanId } = end;
  const place = { startedUs: startedUs.toString(), traceId, spanId: spanId.toString() };
  await keepCursor(client, run, { featureId: at.featureId, ...place }, page.length);
  return true;
}

const PRICES_CHANGED =
  "The prices have changed since the preview. What was priced anew until then stays; make a new preview for the rest.";

/** Other prices than those of the preview: a preview begins again with them, an application ends. */
async function meetOtherPrices(client: PoolClient, run: OpenRun, digest: string): Promise<void> {
  if (run.status === "running") {
    await client.query(
      "UPDATE repricing_run SET status = 'failed', problem = $2, finished_at = now() WHERE id = $1",
      [run.id, PRICES_CHANGED],
    );
    return;
  }
  await client.query("DELETE FROM repricing_total WHERE run_id = $1 AND phase = 'preview'", [run.id]);
  await client.query(
    "UPDATE repricing_run SET prices_digest = $2, cursor = NULL, calls_seen = 0 WHERE id = $1",
    [run.id, digest],
  );
}

/**
 * One step of the oldest run under way, in one transaction: what it changes, its totals and its place are kept together
 * or not at all, so a run that is cut off goes on where it was. Says whether there was anything to do.
 */
export async function repricingStep(
  load: LoadPriceBook,
  pageSize = PAGE,
  begin: (run: OpenRun) => void = () => undefined,
): Promise<boolean> {
  const book = await load();
  const outcome = await inTransaction(async (client) => {
    const run = await takeRun(client);
    if (run === null) return null;
    begin(run);
    if (run.pricesDigest !== book.digest) {
      await meetOtherPrices(client, run, book.digest);
      return { run, more: true };
    }
    return { run, more: await workOn(client, run, book.price, pageSize) };
  });
  if (outcome === null) return false;
  if (!outcome.more) await finishRun(outcome.run.id);
  return true;
}

const FAILED =
  "A step failed, and the log of the server says why. What was priced anew until then stays; make a new preview for the rest.";

/** A run that fails by itself ends, so that the others can go on. */
async function end(run: OpenRun): Promise<void> {
  await pool().query(
    `UPDATE repricing_run SET status = 'failed', problem = $2, finished_at = now()
     WHERE id = $1 AND status IN ('previewing', 'running')`,
    [run.id, FAILED],
  );
}

const DEADLOCK = "40P01";
const SERIALIZATION = "40001";
const TRIES = 6;

async function stepOrRetry(load: LoadPriceBook): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    let run: OpenRun | undefined;
    const begin = (begun: OpenRun) => {
      run = begun;
    };
    try {
      return await repricingStep(load, PAGE, begin);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      const rival = code === DEADLOCK || code === SERIALIZATION;
      if (rival && attempt < TRIES) {
        await delay(5 * 2 ** attempt * Math.random());
        continue;
      }
      if (rival || run === undefined || databaseAway(error)) throw error;
      log().error({ err: error, run: run.id }, "A re-pricing run failed.");
      await end(run);
      return true;
    }
  }
}

/** Longest that one job works: another run of the job goes on, well before the queue takes it for lost. */
const MOST_MS = 8 * 60_000;

/** Works on runs until none is left, the process is to stop, or its time is up. Several workers share the runs. */
export async function continueRepricing(load: LoadPriceBook, now = () => Date.now()): Promise<void> {
  const until = now() + MOST_MS;
  while (lifecycleState() !== "stopping" && now() < until) {
    if (!(await stepOrRetry(load))) return;
  }
}
