import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { briefOf } from "./brief.ts";
import { cellStatus } from "./domain.ts";
import { evaluateFeature } from "./evaluate-feature.ts";
import { getBrief, listBriefs } from "./list-briefs.ts";
import { getScorecard } from "./queries.ts";
import { insertCalls, insertInteractions, mintFeature } from "./testing/telemetry-rows.ts";

/** A feature whose cost is current at `now`, judged then. */
async function judged(now: Date) {
  const feature = await mintFeature({ unitLabel: "claim", changedAt: new Date(now.getTime() - HOUR_MS) }, 1);
  await insertCalls(feature.id, { at: now, calls: 10 });
  await insertInteractions(feature.id, { at: now, interactions: 10 });
  await evaluateFeature(feature.id, now);
  return feature;
}

test("the brief that is kept is the brief of the whole card", async () => {
  const now = new Date();
  const feature = await judged(now);
  const stored = await db().scorecard.findUniqueOrThrow({ where: { featureId: feature.id } });
  const card = await getScorecard(feature, now);
  const listed = (await listBriefs([feature.id], now)).get(feature.id);
  const whole = briefOf(card.characteristics, stored.notMetSince as Record<string, string>);
  expect(listed).toEqual({ ...whole, falls: [], evaluatedAt: now.toISOString() });
  expect(listed?.cells).toEqual(card.characteristics.map(cellStatus));
  expect(listed?.ends.length).toBeGreaterThan(0);
  expect(await getBrief(feature, now)).toEqual(listed);
});

test("a card that was stored before briefs were kept is read whole", async () => {
  const now = new Date();
  const feature = await judged(now);
  const before = (await listBriefs([feature.id], now)).get(feature.id);
  await db().$executeRaw`UPDATE scorecard SET brief = NULL WHERE feature_id = ${feature.id}`;
  expect((await listBriefs([feature.id], now)).get(feature.id)).toEqual(before);
});

test("what fell is kept with the card, is read from the history where it is not, and leaves the list after a week", async () => {
  const now = new Date();
  const feature = await judged(now);
  const at = new Date(now.getTime() - 2 * DAY_MS);
  await db().scorecardChange.create({
    data: {
      ...{ featureId: feature.id, criteria: "2026.1", verdict: "by_accident", met: 0, inputDigest: "d", at },
      ...{ characteristics: [], inputs: {}, changes: [{ id: "ownership.tested", from: "met", to: "stale" }] },
    },
  });
  const fallsAt = async (instant: Date) => (await listBriefs([feature.id], instant)).get(feature.id)?.falls;
  const fell = [{ path: "ownership.tested", at: at.toISOString() }];
  expect(await fallsAt(now)).toEqual([]);
  await evaluateFeature(feature.id, now);
  expect(await fallsAt(now)).toEqual(fell);
  await db().$executeRaw`UPDATE scorecard SET falls = NULL WHERE feature_id = ${feature.id}`;
  expect(await fallsAt(now)).toEqual(fell);
  await evaluateFeature(feature.id, now);
  expect(await fallsAt(new Date(now.getTime() + 5 * DAY_MS + HOUR_MS))).toEqual([]);
});

test("a list never shows as met what has run out", async () => {
  const now = new Date();
  const feature = await judged(now);
  const at = (instant: Date) => listBriefs([feature.id], instant).then((found) => found.get(feature.id));
  const [today, tomorrow] = [await at(now), await at(new Date(now.getTime() + 25 * HOUR_MS))];
  const isCurrent = (end: { key: string; id: string }) => end.key === "cost" && end.id === "current";
  expect(today?.ends.some(isCurrent)).toBe(true);
  expect(tomorrow?.ends.some(isCurrent)).toBe(false);
  expect(tomorrow?.evaluatedAt).toBe(now.toISOString());
});

test("a list judges two of those that changed, and says nothing of what was never judged", async () => {
  const minted = await Promise.all(Array.from({ length: 5 }, () => mintFeature()));
  const ids = minted.map((feature) => feature.id);
  const listed = await listBriefs(ids, new Date());
  expect(listed.size).toBe(2);
  expect(await listBriefs(ids, new Date()).then((again) => again.size)).toBe(4);
});

test("since when a check is not met stays until it is met, and starts again when it falls", async () => {
  const start = new Date();
  const feature = await mintFeature({ changedAt: new Date(start.getTime() - 9 * DAY_MS) }, 20);
  const since = async (days: number) => {
    await evaluateFeature(feature.id, new Date(start.getTime() + days * DAY_MS));
    const { notMetSince } = await db().scorecard.findUniqueOrThrow({ where: { featureId: feature.id } });
    return (notMetSince as Record<string, string>)["ownership.runbook"] ?? null;
  };
  expect(await since(0)).toBe(start.toISOString());
  expect(await since(1)).toBe(start.toISOString());
  const words = Array.from({ length: 60 }, () => "word").join(" ");
  await db().runbookRevision.create({
    data: { featureId: feature.id, number: 1, markdown: words, digest: "d", authorName: "Ada" },
  });
  expect(await since(2)).toBeNull();
  await db().runbookRevision.deleteMany({ where: { featureId: feature.id } });
  expect(await since(3)).toBe(new Date(start.getTime() + 3 * DAY_MS).toISOString());
});
