import { expect, test } from "vitest";
import { HOUR_MS } from "#lib/core/time";
import { insertCalls, insertInteractions, mintFeature } from "#lib/scorecard/testing/telemetry-rows";
import { listTrafficHours } from "./queries.ts";
import { troubleIn } from "./trouble-domain.ts";

const at = (hour: number) => new Date(Date.parse("2026-11-22T00:00:00Z") + hour * HOUR_MS);
const range = (id: number) => listTrafficHours(id, "production", at(0), at(24));

test("an hour has its interactions, those that failed with no response, its cost and its calls", async () => {
  const feature = await mintFeature();
  await insertInteractions(feature.id, { at: at(3), outcome: 1, interactions: 90, costNano: 500 });
  await insertInteractions(feature.id, { at: at(3), outcome: 2, interactions: 5, priced: 0, costNano: 0 });
  await insertInteractions(feature.id, { at: at(3), outcome: 5, interactions: 4, costNano: 40 });
  await insertInteractions(feature.id, { at: at(3), outcome: 6, interactions: 1, costNano: 2 });
  await insertCalls(feature.id, { at: at(3), calls: 200 });
  await insertCalls(feature.id, { at: at(3), calls: 12, failed: true });
  expect(await range(feature.id)).toEqual([
    {
      start: at(3).getTime(),
      interactions: 100,
      failed: 5,
      priced: 95,
      costNano: 542n,
      calls: 212,
      errors: 12,
    },
  ]);
});

test("calls without an interaction are an hour, other environments and other hours are not", async () => {
  const feature = await mintFeature();
  await insertCalls(feature.id, { at: at(5), calls: 3 });
  await insertCalls(feature.id, { at: at(5), calls: 9, environment: "staging" });
  await insertInteractions(feature.id, { at: at(6), environment: "staging" });
  await insertInteractions(feature.id, { at: at(24) });
  await insertInteractions(feature.id, { at: at(-1) });
  const hours = await range(feature.id);
  expect(hours).toMatchObject([{ start: at(5).getTime(), interactions: 0, calls: 3, errors: 0 }]);
});

test("trouble is seen in the hours that had it", async () => {
  const feature = await mintFeature();
  for (const hour of [1, 2, 3, 4]) {
    await insertInteractions(feature.id, { at: at(hour), outcome: 1, interactions: 100 });
    if (hour === 2 || hour === 3)
      await insertInteractions(feature.id, { at: at(hour), outcome: 6, interactions: 20 });
  }
  expect(troubleIn(await range(feature.id), 0.01)).toEqual([
    { from: at(2).getTime(), to: at(4).getTime(), interactions: 240, failed: 40 },
  ]);
});
