import { randomInt } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pool } from "#lib/core/db";
import type { Pricing } from "#lib/telemetry/domain";
import { type Prices, pricedRows, pricing, START_US } from "#lib/telemetry/testing/priced-rows";
import { recount } from "#lib/telemetry/testing/recount";
import { writeBatch } from "#lib/telemetry/write/write-batch";
import { atFeature, readPage } from "./repricing-calls.ts";
import { isChanged } from "./repricing-diff.ts";
import type { PricedCall } from "./repricing-write.ts";
import { priceCalls, repriceCalls } from "./repricing-write.ts";

const SECOND = 1_000_000;
const period = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2027-01-01T00:00:00Z") };

const some = (names: readonly string[]) => {
  const entry = fc.tuple(fc.constantFrom(...names), fc.bigInt({ min: 0n, max: 5000n }));
  return fc.array(entry).map((entries) => Object.fromEntries(entries));
};
const prices: fc.Arbitrary<Prices> = fc.record({
  models: some(["a", "b"]),
  tools: some(["search"]),
  fromMs: fc.constantFrom(0, START_US / 1000 + 3_600_000, Number.MAX_SAFE_INTEGER),
});

const counts = fc.option(fc.nat(3000));
const sent = fc.record({
  operation: fc.constantFrom("chat", "chat", "embeddings", "execute_tool"),
  environment: fc.constantFrom("production", "staging"),
  model: fc.constantFrom("a", "b", null),
  tool: fc.constantFrom("search", "other"),
  status: fc.constantFrom("ok" as const, "ok" as const, "error" as const),
  errorType: fc.constantFrom(null, "rate_limit", "timeout"),
  input: counts,
  output: counts,
  given: fc.option(fc.bigInt({ min: 1n, max: 9_000n })),
  offSeconds: fc.integer({ min: 0, max: 3 * 3600 }),
  durationUs: fc.nat(60 * SECOND),
  firstTokenUs: fc.option(fc.nat(SECOND)),
  interaction: fc.nat(3),
  own: fc.boolean(),
  attempt: fc.integer({ min: 1, max: 3 }),
  release: fc.constantFrom(null, "a".repeat(12), "b".repeat(64)),
  outcome: fc.option(fc.integer({ min: 1, max: 5 })),
});
/** Prices everything of a feature anew, so many calls in a transaction. Gives what was changed. */
async function repriceAll(featureId: number, price: Pricing, pageSize: number): Promise<PricedCall[]> {
  const client = await pool().connect();
  const changed: PricedCall[] = [];
  try {
    for (let at = atFeature(featureId); ; ) {
      await client.query("BEGIN");
      const page = await readPage(client, at, period, pageSize);
      const seen = await priceCalls(client, featureId, page, price);
      const wanted = seen.filter(({ call, cost }) => isChanged(call, cost)).map(({ call }) => call);
      changed.push(...(await repriceCalls(client, featureId, wanted, price)));
      await client.query("COMMIT");
      const end = page.at(-1);
      if (!end) return changed;
      const { startedUs, traceId, spanId } = end;
      at = { featureId, startedUs: String(startedUs), traceId, spanId: String(spanId) };
    }
  } finally {
    client.release();
  }
}

async function costsOf(featureId: number): Promise<string[]> {
  const { rows } = await pool().query<{ cost: string }>(
    "SELECT concat_ws(' ', trace_id, span_id, billable, coalesce(cost_nano::text, 'none')) AS cost FROM call WHERE feature_id = $1 ORDER BY 1",
    [featureId],
  );
  return rows.map(({ cost }) => cost);
}

const runs = { numRuns: 40 };

test("after ingestion and re-pricing, rollups equal a recount, and every call costs what it would have cost with those prices", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sent, { maxLength: 30 }),
      prices,
      prices,
      fc.constantFrom(1, 3, 100),
      async (calls, before, after, pageSize) => {
        const featureId = randomInt(1, 2 ** 31);
        const rows = pricedRows(featureId, calls, pricing(before));
        for (let at = 0; at < rows.length; at += 7) await writeBatch(rows.slice(at, at + 7));
        await repriceAll(featureId, pricing(after), pageSize);
        const { stored, recounted } = await recount(featureId);
        expect(stored).toEqual(recounted);
        // The same calls with the same keys, sent to another feature under the new prices.
        const other = randomInt(1, 2 ** 31);
        const again = pricedRows(other, calls, pricing(after)).map((row, index) => ({
          ...row,
          traceId: rows[index]?.traceId ?? row.traceId,
          spanId: rows[index]?.spanId ?? row.spanId,
        }));
        await writeBatch(again);
        expect(await costsOf(featureId)).toEqual(await costsOf(other));
      },
    ),
    runs,
  );
});

test("re-pricing with the same prices changes nothing, and there and back is where it was", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sent, { maxLength: 20 }), prices, prices, async (calls, one, two) => {
      const featureId = randomInt(1, 2 ** 31);
      await writeBatch(pricedRows(featureId, calls, pricing(one)));
      const before = await costsOf(featureId);
      const counted = (await recount(featureId)).stored;
      expect(await repriceAll(featureId, pricing(one), 100)).toEqual([]);
      expect((await recount(featureId)).stored).toEqual(counted);
      await repriceAll(featureId, pricing(two), 4);
      await repriceAll(featureId, pricing(one), 5);
      expect(await costsOf(featureId)).toEqual(before);
    }),
    runs,
  );
});
