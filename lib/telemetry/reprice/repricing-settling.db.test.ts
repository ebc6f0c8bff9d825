import { expect, test } from "vitest";
import { pool } from "#lib/core/db";
import { mintIngest } from "#lib/telemetry/testing/ingest-key";
import { type Prices, pricedRows, pricing } from "#lib/telemetry/testing/priced-rows";
import { writeBatch } from "#lib/telemetry/write/write-batch";
import { applyRepricing, previewRepricing } from "./repricing-commands.ts";
import { SYSTEM } from "./repricing-finish.ts";
import { continueRepricing, type LoadPriceBook } from "./repricing-step.ts";

const book = (nano: bigint): LoadPriceBook => {
  const prices: Prices = { models: { a: nano }, tools: {}, fromMs: 0 };
  return async () => ({ price: pricing(prices), digest: String(nano) });
};

async function isAwaited(): Promise<void> {
  for (;;) {
    const { rowCount } = await pool().query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    if (rowCount) return;
  }
}

test("a call that settling takes out and puts in again while a run waits for it is priced anew all the same", async () => {
  const { id, slug } = await mintIngest();
  const sent = {
    operation: "chat" as const,
    environment: "production",
    model: "a",
    tool: "search",
    status: "ok" as const,
    errorType: null,
    input: 100,
    output: 10,
    given: null,
    offSeconds: 60,
    durationUs: 1_000_000,
    firstTokenUs: null,
    interaction: 0,
    own: false,
    attempt: 1,
    release: null,
    outcome: null,
  };
  await writeBatch(pricedRows(id, [sent], pricing({ models: { a: 10n }, tools: {}, fromMs: 0 })));
  const period = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2027-01-01T00:00:00Z") };
  const run = await previewRepricing(SYSTEM, { feature: slug, ...period, reason: "r" }, book(7n));
  await continueRepricing(book(7n));
  await applyRepricing(SYSTEM, run, book(7n));

  const settling = await pool().connect();
  await settling.query("BEGIN");
  await settling.query("CREATE TEMP TABLE taken ON COMMIT DROP AS SELECT * FROM call WHERE feature_id = $1", [
    id,
  ]);
  await settling.query("DELETE FROM call WHERE feature_id = $1", [id]);
  await settling.query("INSERT INTO call SELECT * FROM taken");
  const pricedAnew = continueRepricing(book(7n));
  await isAwaited();
  await settling.query("COMMIT");
  settling.release();
  await pricedAnew;
  const { rows } = await pool().query("SELECT cost_nano::int AS nano FROM call WHERE feature_id = $1", [id]);
  expect(rows).toEqual([{ nano: 770 }]);
});
