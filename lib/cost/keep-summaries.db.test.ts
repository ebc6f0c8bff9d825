import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { pool } from "#lib/core/db";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/time";
import { keepSummaries } from "./keep-summaries.ts";
import { costSparklines, costSummaries, costSummariesOfList, LONG_LIST } from "./queries.ts";
import { insertCalls, makeFeature, type TestCall } from "./testing/telemetry-rows.ts";

const now = new Date("2026-03-15T14:20:00Z");
const later = (ms: number) => new Date(now.getTime() + ms);
const call = (ago: number, more: Partial<TestCall> = {}): TestCall => ({
  interaction: randomUUID().replaceAll("-", ""),
  at: later(-ago).toISOString(),
  costNano: 20_000_000,
  ...more,
});
const count = async () => (await pool().query("SELECT FROM cost_kept")).rowCount;

beforeAll(async () => {
  const features = (await pool().query("SELECT FROM feature")).rowCount ?? 0;
  for (let more = LONG_LIST - features; more > 0; more -= 1) await makeFeature();
});

it("keeps nothing while no list is long enough to need it", async () => {
  await keepSummaries(now);
  expect(await count()).toBe(0);
  await makeFeature();
  await keepSummaries(now);
  // One of them is all telemetry that is not registered.
  expect(await count()).toBe(LONG_LIST + 2);
});

it("says of a list what the rollups say, with its lines apart", async () => {
  const [busy, silent] = [await makeFeature(), await makeFeature()];
  await insertCalls(busy.id, [
    call(0),
    call(HOUR_MS, { costNano: null }),
    call(20 * DAY_MS, { costNano: 1 }),
    call(2 * HOUR_MS, { environment: "staging", billable: false }),
  ]);
  await insertCalls(0, [call(3 * MINUTE_MS, { costNano: 12_345_678_901_234 })]);
  await keepSummaries(now);
  const ids = [busy.id, silent.id, 0];
  const exact = await costSummaries(ids, now);
  const lines = await costSparklines(ids, now);
  const listed = [...(await costSummariesOfList(ids, now))].map(
    ([id, one]) => [id, { ...one, sparkline: lines.get(id) }] as const,
  );
  expect(new Map(listed)).toEqual(exact);
  expect(exact.get(busy.id)).toMatchObject({ interactions24h: 2, unpricedCalls24h: 1 });
});

it("shows what came since a minute later, and at once of what was not kept", async () => {
  const { id } = await makeFeature();
  const seen = async (at: Date) => (await costSummariesOfList([id], at)).get(id)?.interactions24h;
  await insertCalls(id, [call(0)]);
  expect(await seen(now)).toBe(1);
  await keepSummaries(now);
  await insertCalls(id, [call(MINUTE_MS)]);
  expect(await seen(later(MINUTE_MS))).toBe(1);
  await keepSummaries(later(MINUTE_MS));
  expect(await seen(later(MINUTE_MS))).toBe(2);
});

it("goes back to the rollups when nobody kept anything for minutes, and never to what is older", async () => {
  const { id } = await makeFeature();
  const seen = async (at: Date) => (await costSummariesOfList([id], at)).get(id)?.interactions24h;
  await keepSummaries(later(MINUTE_MS));
  await insertCalls(id, [call(0)]);
  await keepSummaries(now);
  expect(await seen(later(2 * MINUTE_MS))).toBe(0);
  expect(await seen(later(4 * MINUTE_MS))).toBe(1);
  expect(await seen(later(-2 * MINUTE_MS))).toBe(1);
});

it("shows no month the sum of the one before", async () => {
  const { id } = await makeFeature();
  const [end, begin] = [new Date("2026-03-31T23:59:30Z"), new Date("2026-04-01T00:00:30Z")];
  await insertCalls(id, [call(0)]);
  await keepSummaries(end);
  const spent = async (at: Date) => (await costSummariesOfList([id], at)).get(id)?.spendThisMonthNano;
  expect(await spent(end)).toBe(20_000_000n);
  expect(await spent(begin)).toBe(0n);
});

it("sums up anew what another version kept in another form", async () => {
  const { id } = await makeFeature();
  await insertCalls(id, [call(0)]);
  await keepSummaries(now);
  await pool().query(
    `UPDATE cost_kept SET summary = summary - 'cents24h', sparkline = '"none"' WHERE feature_id = $1`,
    [id],
  );
  const exact = (await costSummaries([id], now)).get(id);
  expect((await costSummariesOfList([id], now)).get(id)).toEqual({ ...exact, sparkline: [] });
  expect((await costSparklines([id], now)).get(id)).toEqual(exact?.sparkline);
});
