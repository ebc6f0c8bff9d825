import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { pool } from "#lib/core/db";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/time";
import { keepClosedHours, keepClosedHoursOfMany, LONG_LIST } from "./closed-hours.ts";
import { costSparklines, costSummaries, costSummariesOfList } from "./queries.ts";
import { insertCalls, makeFeature, type TestCall } from "./testing/telemetry-rows.ts";

const hour = new Date("2026-03-15T14:00:00Z");
const hex = () => randomUUID().replaceAll("-", "");

function call(at: Date, more: Partial<TestCall> = {}): TestCall {
  return { interaction: hex(), at: at.toISOString(), costNano: 20_000_000, ...more };
}

it("says of a list what all rollups say, wherever in the hour, the day and the month it is", async () => {
  const silent = await makeFeature();
  const made = fc.record({
    // Around the edges as often as anywhere in the last 40 days.
    ago: fc.oneof(
      fc.integer({ min: 0, max: 40 * DAY_MS }),
      fc.constantFrom(0, 23, 24, 25, 14, 15, 29 * 24, 30 * 24).map((hours) => hours * HOUR_MS),
    ),
    costNano: fc.option(fc.constantFrom(0, 20_000_000, 1), { nil: null }),
    environment: fc.constantFrom("production", "staging"),
    billable: fc.boolean(),
  });
  const instants = fc.constantFrom(
    new Date(hour.getTime() + 20 * MINUTE_MS),
    new Date("2026-03-01T00:30:00Z"),
    new Date("2026-03-31T23:59:59.999Z"),
    new Date("2026-03-15T00:00:00.001Z"),
    hour,
  );
  await fc.assert(
    fc.asyncProperty(instants, fc.array(made, { minLength: 1, maxLength: 25 }), async (now, calls) => {
      const { id } = await makeFeature();
      await insertCalls(
        id,
        calls.map(({ ago, ...rest }) => call(new Date(now.getTime() - ago), rest)),
      );
      await keepClosedHours(now);
      const ids = [id, silent.id];
      const lines = await costSparklines(ids, now);
      const listed = new Map(
        [...(await costSummariesOfList(ids, now))].map(([one, summary]) => [
          one,
          { ...summary, sparkline: lines.get(one) },
        ]),
      );
      expect(listed).toEqual(await costSummaries(ids, now));
      await pool().query("DELETE FROM cost_closed");
    }),
    { numRuns: 15 },
  );
});

it("shows the running hour at once, and what is late for a closed one when it was kept again", async () => {
  const now = new Date(hour.getTime() + 20 * MINUTE_MS);
  const { id } = await makeFeature();
  const inClosed = () => call(new Date(hour.getTime() - HOUR_MS));
  await insertCalls(id, [inClosed()]);
  await keepClosedHours(now);
  await insertCalls(id, [inClosed(), call(new Date(now.getTime() - MINUTE_MS))]);
  const seen = async () => (await costSummariesOfList([id], now)).get(id)?.interactions24h;
  expect(await seen()).toBe(2);
  await keepClosedHours(now);
  expect(await seen()).toBe(3);
});

it("sums everything again when the hour has turned, and never goes back to an hour before", async () => {
  const { id } = await makeFeature();
  await insertCalls(id, [call(new Date(hour.getTime() - 23 * HOUR_MS)), call(hour)]);
  await keepClosedHours(hour);
  const next = new Date(hour.getTime() + HOUR_MS + MINUTE_MS);
  expect((await costSummariesOfList([id], next)).get(id)?.interactions24h).toBe(1);
  await keepClosedHours(next);
  await keepClosedHours(hour);
  const { rows } = await pool().query("SELECT until FROM cost_closed WHERE feature_id = $1", [id]);
  expect(rows).toEqual([{ until: new Date(hour.getTime() + HOUR_MS) }]);
});

it("keeps nothing while no list is long enough to need it", async () => {
  await pool().query("DELETE FROM cost_closed");
  const kept = async () => (await pool().query("SELECT FROM cost_closed")).rowCount;
  const features = (await pool().query("SELECT FROM feature")).rowCount ?? 0;
  for (let more = LONG_LIST - features; more > 0; more -= 1) await makeFeature();
  await keepClosedHoursOfMany(hour);
  expect(await kept()).toBe(0);
  await makeFeature();
  await keepClosedHoursOfMany(hour);
  // One of them is all telemetry that is not registered.
  expect(await kept()).toBe(LONG_LIST + 2);
});
