import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { addDays, HOUR_MS, MINUTE_MS } from "#lib/core/time";
import { listFalls } from "./list-falls.ts";
import { mintFeature } from "./testing/telemetry-rows.ts";

const now = new Date("2026-11-22T12:00:00Z");
const week = addDays(now, -7);

type Step = [hoursAgo: number, from: string | null, to: string];

/** A feature whose check went these ways. */
async function history(steps: Step[], path = "cost.coverage"): Promise<number> {
  const { id } = await mintFeature();
  for (const [hoursAgo, from, to] of steps) {
    await db().scorecardChange.create({
      data: {
        ...{ featureId: id, criteria: "2026.1", verdict: "by_accident", met: 0, inputDigest: "d" },
        ...{ characteristics: [], inputs: {}, changes: [{ id: path, from, to }] },
        at: new Date(now.getTime() - hoursAgo * HOUR_MS),
      },
    });
  }
  return id;
}

const fallsOf = async (id: number) => (await listFalls([id], week, now)).map(({ path, at }) => [path, at]);
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);

test("a check that was met before the week and fell in it has eroded", async () => {
  const id = await history([[50, "met", "unmet"]]);
  expect(await fallsOf(id)).toEqual([["cost.coverage", hoursAgo(50)]]);
});

test("whatever it became after the fall, it has eroded once", async () => {
  const id = await history([
    [50, "met", "stale"],
    [40, "stale", "unmet"],
    [30, "unmet", "unknown"],
  ]);
  expect(await fallsOf(id)).toEqual([["cost.coverage", hoursAgo(50)]]);
});

test("a check that recovered has not eroded; one that fell again has", async () => {
  const recovered = await history([
    [50, "met", "unmet"],
    [2, "unmet", "met"],
  ]);
  expect(await fallsOf(recovered)).toEqual([]);
  const again = await history([
    [50, "met", "unmet"],
    [20, "unmet", "met"],
    [2, "met", "unmet"],
  ]);
  expect(await fallsOf(again)).toEqual([["cost.coverage", hoursAgo(2)]]);
});

test("what never stood cannot fall, but a short return does not hide the fall before it", async () => {
  const flicker = MINUTE_MS / HOUR_MS;
  const passing = await history([
    [30, null, "met"],
    [30 - flicker, "met", "unknown"],
  ]);
  expect(await fallsOf(passing)).toEqual([]);
  const hidden = await history([
    [50, "met", "unmet"],
    [30, "unmet", "met"],
    [30 - flicker, "met", "unmet"],
  ]);
  expect(await fallsOf(hidden)).toEqual([["cost.coverage", hoursAgo(50)]]);
});

test("what fell before the week, or was never met, has not eroded this week", async () => {
  expect(await fallsOf(await history([[24 * 8, "met", "unmet"]]))).toEqual([]);
  expect(
    await fallsOf(
      await history([
        [50, null, "unknown"],
        [40, "unknown", "unmet"],
      ]),
    ),
  ).toEqual([]);
  expect(await listFalls([], week, now)).toEqual([]);
});
