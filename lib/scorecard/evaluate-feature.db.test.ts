import { expect, test } from "vitest";
import { mintPerson, mintTeam } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { HOUR_MS, MINUTE_MS } from "#lib/core/time";
import { registerFeature } from "#lib/features/commands";
import { removeMember } from "#lib/teams/commands";
import { criteria } from "./criteria.ts";
import { type Characteristic, characteristicKeys } from "./domain.ts";
import { evaluate } from "./evaluate.ts";
import { dueFeatures, evaluateDue } from "./evaluate-due.ts";
import { evaluateFeature } from "./evaluate-feature.ts";
import { listScorecardHistory } from "./history-queries.ts";
import { digestOf, type Inputs } from "./inputs.ts";
import { getScorecard } from "./queries.ts";
import { scorecard } from "./schema.ts";
import {
  declare,
  insertCalls,
  insertInteractions,
  mintFeature,
  mintRelease,
} from "./testing/telemetry-rows.ts";

const statusOf = (card: { characteristics: Characteristic[] }, path: string) =>
  card.characteristics
    .flatMap((one) => one.checks.filter((check) => `${one.key}.${check.id}` === path))
    .map((check) => check.status)[0];

test("a feature without anything has a scorecard of six characteristics, none met, each open check with a fix", async () => {
  const feature = await mintFeature();
  const card = scorecard.parse(await getScorecard(feature));
  expect(card.characteristics.map((one) => one.key)).toEqual([...characteristicKeys]);
  expect(card).toMatchObject({ verdict: "by_accident", met: 0, of: 6, criteria: "2026.1" });
  for (const check of card.characteristics.flatMap((one) => one.checks)) {
    expect(check.status, check.id).not.toBe("met");
    expect(check.fix?.href, check.id).toMatch(/^\/(features\/f-|people)/);
  }
});

test("stored inputs judged again give the same checks and the same digest", async () => {
  const feature = await mintFeature({ unitLabel: "claim" }, 1);
  const now = new Date();
  await insertCalls(feature.id, { at: now, calls: 10, release: "ab".repeat(8), model: "gpt-4o" });
  await insertInteractions(feature.id, { at: now, interactions: 10 });
  const digest = await mintRelease(feature.id, [{ kind: "prompt", name: "main", version: "v1" }]);
  await declare(feature.id, {
    digest,
    from: new Date(now.getTime() - HOUR_MS),
    recordedAt: new Date(now.getTime() - HOUR_MS),
  });
  const stored = await evaluateFeature(feature.id, now);
  const inputs: Inputs = JSON.parse(JSON.stringify(stored?.inputs));
  const again = evaluate(inputs, criteria, stored?.evaluatedAt ?? new Date(0));
  expect(JSON.parse(JSON.stringify(again.characteristics))).toEqual(stored?.characteristics);
  expect(again).toMatchObject({ verdict: stored?.verdict, met: stored?.met });
  expect(digestOf(inputs)).toBe(stored?.inputDigest);
});

test("a change of status is kept in the history once, with what it changed from", async () => {
  const feature = await mintFeature();
  const start = Date.now();
  await evaluateFeature(feature.id, new Date(start));
  await evaluateFeature(feature.id, new Date(start + 1000));
  expect((await listScorecardHistory(feature.id, { limit: 50 })).items).toHaveLength(1);
  await db().feature.update({ where: { id: feature.id }, data: { unitLabel: "claim" } });
  await evaluateFeature(feature.id, new Date(start + 2000));
  const history = (await listScorecardHistory(feature.id, { limit: 50 })).items;
  expect(history).toHaveLength(2);
  expect(history[0]?.changes).toEqual([
    {
      id: "cost.unit",
      from: "unmet",
      to: "met",
      because: "One claim is one trace.",
      causes: [
        { words: "The unit of work was defined anew", href: `/features/${feature.slug}/edit`, by: null },
      ],
    },
  ]);
  expect(history.map(({ metBefore }) => metBefore)).toEqual([0, null]);
  expect(history[1]?.changes.every((change) => change.from === null)).toBe(true);
});

test("who did it is told from the feature's activity, and the history pages to its end", async () => {
  const feature = await mintFeature();
  const start = Date.now();
  await evaluateFeature(feature.id, new Date(start));
  await db().activity.create({
    data: {
      actorKind: "user",
      actorName: "Ravi Tan",
      action: "feature.update",
      subjectKind: "feature",
      subjectId: feature.slug,
      subjectName: feature.name,
      featureId: feature.id,
      before: { unitLabel: null },
      after: { unitLabel: "claim" },
      at: new Date(start + 500),
    },
  });
  for (const [step, unitLabel] of ["claim", null, "case"].entries()) {
    await db().feature.update({ where: { id: feature.id }, data: { unitLabel } });
    await evaluateFeature(feature.id, new Date(start + 1000 * (step + 1)));
  }
  const first = await listScorecardHistory(feature.id, { limit: 2 });
  expect(first.items).toHaveLength(2);
  // Somebody changed it once; the later changes have nobody.
  expect(first.items[0]?.changes[0]?.causes[0]?.by).toBeNull();
  const rest = await listScorecardHistory(feature.id, { limit: 2, cursor: first.next ?? "" });
  expect(rest.next).toBeNull();
  expect(rest.items).toHaveLength(2);
  expect(rest.items[0]?.changes[0]?.causes[0]?.by?.name).toBe("Ravi Tan");
  await expect(listScorecardHistory(feature.id, { limit: 2, cursor: "1; drop" })).rejects.toThrow("cursor");
});

test("who removed a member is named for it, although the log has no feature there, and not who wrote about the feature", async () => {
  const admin = await mintPerson("admin");
  const team = await mintTeam();
  const [one, two] = [await mintPerson("viewer", [team.id]), await mintPerson("editor", [team.id])];
  await db().team.update({ where: { id: team.id }, data: { accountableId: one.id } });
  const feature = await mintFeature({ teamId: team.id });
  await evaluateFeature(feature.id, new Date(Date.now() - HOUR_MS));
  const { slug, name, stakes, audience, lifecycle } = feature;
  await removeMember(admin, team.slug, two.id);
  await registerFeature(two, slug, { name, stakes, audience, lifecycle, description: "Sorts claims." });
  await evaluateFeature(feature.id, new Date(Date.now() + 1000));
  const [newest] = (await listScorecardHistory(feature.id, { limit: 1 })).items;
  const owner = newest?.changes.find((change) => change.id === "ownership.owner");
  expect(owner).toMatchObject({ from: "met", causes: [{ by: { name: admin.name } }] });
});

test("many workers at once leave one card and one row of history", async () => {
  const feature = await mintFeature();
  const now = new Date();
  const cards = await Promise.all(
    Array.from({ length: 8 }, () => evaluateFeature(feature.id, now, { onlyIfNeeded: true })),
  );
  expect(new Set(cards.map((card) => card?.evaluatedAt.getTime())).size).toBe(1);
  expect(await db().scorecardChange.count({ where: { featureId: feature.id } })).toBe(1);
});

test("an older evaluation never replaces a newer card", async () => {
  const feature = await mintFeature();
  const now = new Date();
  await evaluateFeature(feature.id, now);
  const card = await evaluateFeature(feature.id, new Date(now.getTime() - MINUTE_MS));
  expect(card?.evaluatedAt).toEqual(now);
});

test("a scorecard is judged anew after a change and after a minute, and not between", async () => {
  const feature = await mintFeature({ changedAt: new Date(Date.now() - HOUR_MS) });
  const now = new Date();
  const first = await getScorecard(feature, now);
  const between = await getScorecard(feature, new Date(now.getTime() + 30_000));
  expect(between.evaluatedAt).toBe(first.evaluatedAt);
  const later = await getScorecard(feature, new Date(now.getTime() + 61_000));
  expect(later.evaluatedAt).not.toBe(first.evaluatedAt);
  const changed = await db().feature.update({
    where: { id: feature.id },
    data: { unitLabel: "claim", changedAt: new Date(now.getTime() + 62_000) },
  });
  const after = await getScorecard(changed, new Date(now.getTime() + 63_000));
  expect(statusOf(after, "cost.unit")).toBe("met");
});

test("the job judges what was never judged, what changed and what is old, and nothing else", async () => {
  const settled = await mintFeature({ changedAt: new Date(Date.now() - HOUR_MS) });
  const changed = await mintFeature({ changedAt: new Date(Date.now() - HOUR_MS) });
  const now = new Date();
  await evaluateDue(now);
  expect(await dueFeatures(now)).not.toContain(settled.id);
  await db().feature.update({
    where: { id: changed.id },
    data: { changedAt: new Date(now.getTime() + 1000) },
  });
  const fresh = await mintFeature();
  const soon = new Date(now.getTime() + MINUTE_MS);
  expect(await dueFeatures(soon)).toEqual(expect.arrayContaining([changed.id, fresh.id]));
  expect(await dueFeatures(soon)).not.toContain(settled.id);
  expect(await dueFeatures(new Date(now.getTime() + 15 * MINUTE_MS))).toContain(settled.id);
  await Promise.all([evaluateDue(soon), evaluateDue(soon)]);
  expect(await db().scorecardChange.count({ where: { featureId: fresh.id } })).toBe(1);
});
