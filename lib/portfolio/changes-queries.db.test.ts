import { beforeEach, expect, test } from "vitest";
import { db, pool } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { emptyRegistry } from "#lib/features/testing/empty-registry";
import { keyOf, makeFeature, makeUser } from "#lib/features/testing/people";
import { briefOf } from "#lib/scorecard/brief";
import { type Check, characteristic, type Status } from "#lib/scorecard/domain";
import { readChanges, readTrend } from "./changes-queries.ts";
import { portfolioChanges, portfolioTrend } from "./changes-schema.ts";
import { listPortfolio } from "./queries.ts";
import { portfolioQuery } from "./schema.ts";
import { erodedTable, goingStaleTable } from "./table.ts";

const now = new Date();

// What changed is listed over the whole installation.
beforeEach(emptyRegistry);

function check(id: string, status: Status, validUntil: Date | null = null): Check {
  const fix = status === "met" ? null : { label: "Mend it", href: "/there" };
  const because = status === "met" ? "It holds." : "It fell.";
  return { id, title: id, status, because, evidence: [], validUntil: validUntil?.toISOString() ?? null, fix };
}

/** A feature with a stored card of two characteristics and the change that made it so. */
async function stored(ownership: Check, cost: Check, change: object, lifecycle = "production" as const) {
  const { id, slug } = await makeFeature();
  const characteristics = [characteristic("cost", [cost]), characteristic("ownership", [ownership])];
  const card = {
    ...{ criteria: "2026.1", verdict: "by_accident", met: 0, inputs: {}, inputDigest: "d" },
    characteristics: JSON.parse(JSON.stringify(characteristics)),
  };
  await db().feature.update({ where: { id }, data: { lifecycle, changedAt: addDays(now, -1) } });
  await db().scorecard.create({
    data: { featureId: id, ...card, brief: briefOf(characteristics, null), evaluatedAt: now },
  });
  await db().scorecardChange.create({
    data: { featureId: id, ...card, changes: [change], at: addDays(now, -2) },
  });
  return { id, slug };
}

const fell = { id: "ownership.tested", from: "met", to: "stale" };

test("what eroded is grouped by feature with its reason and its fix; what is retired is left out", async () => {
  const admin = await makeUser("admin");
  const { slug } = await stored(check("tested", "stale"), check("unit", "unmet"), fell);
  const gone = await stored(check("tested", "stale"), check("unit", "unmet"), fell);
  await db().feature.update({ where: { id: gone.id }, data: { lifecycle: "retired" } });
  const changes = portfolioChanges.parse(await readChanges(admin, now));
  expect(changes.eroded).toMatchObject([
    {
      feature: { slug },
      verdict: "by_accident",
      checks: [
        {
          ...{ key: "ownership", id: "tested", status: "stale", because: "It fell." },
          fix: { label: "Mend it" },
          at: addDays(now, -2).toISOString(),
        },
      ],
    },
  ]);
  expect(erodedTable(changes).rows).toHaveLength(1);
  const { summary, items } = await listPortfolio(admin, portfolioQuery.parse({ eroded: "yes" }), now);
  expect(summary.eroded7d).toBe(1);
  expect(items.map((row) => row.slug)).toEqual([slug]);
});

test("what goes stale has its date and what renews it; what traffic renews is only counted", async () => {
  const admin = await makeUser("admin");
  const soon = addDays(now, 9);
  const { id, slug } = await stored(check("tested", "met", soon), check("current", "met", addDays(now, 1)), {
    id: "ownership.tested",
    from: "unmet",
    to: "met",
  });
  await stored(check("tested", "met", addDays(now, 31)), check("unit", "unmet"), fell);
  await pool().query(
    "INSERT INTO dimension (feature_id, id, environment, operation, name) VALUES ($1, 1, 'production', 'chat', 'x')",
    [id],
  );
  await pool().query("SELECT ensure_telemetry_month($1::date)", [now]);
  await pool().query(
    `INSERT INTO call (feature_id, started_at, trace_id, span_id, interaction_id, dimension_id, duration_us, attempt, status, billable, has_unit)
     VALUES ($1, $2, gen_random_uuid(), 1, gen_random_uuid(), 1, 1, 1, 1, true, true)`,
    [id, now],
  );
  const changes = portfolioChanges.parse(await readChanges(admin, now));
  expect(changes.goingStale).toMatchObject([
    {
      feature: { slug },
      ...{ key: "ownership", id: "tested", at: soon.toISOString() },
      fix: { label: "Test the runbook", href: `/features/${slug}/ownership#check-ownership-tested` },
    },
  ]);
  expect(changes.keptByTraffic).toBe(1);
  expect(goingStaleTable(changes).rows).toHaveLength(1);
  expect((await listPortfolio(admin, portfolioQuery.parse({}), now)).summary.goingStale30d).toBe(1);
  await pool().query("DELETE FROM call");
  expect(await readChanges(admin, now)).toMatchObject({ goingStale: { length: 2 }, keptByTraffic: 0 });
});

test("a key that is bound to a feature learns of no other, not by the trend either", async () => {
  const mine = await makeFeature();
  const { id } = await stored(check("tested", "stale"), check("unit", "unmet"), fell);
  for (const featureId of [mine.id, id]) {
    await pool().query("INSERT INTO verdict_day VALUES (current_date, $1, 'production', 'by_accident', 0)", [
      featureId,
    ]);
  }
  const key = keyOf(["read"], mine.id);
  expect(await readChanges(key, now)).toEqual({ eroded: [], goingStale: [], keptByTraffic: 0 });
  const trend = portfolioTrend.parse(await readTrend(key, new Date()));
  expect(trend.items).toHaveLength(26);
  expect(trend.items.at(-1)).toMatchObject({ features: 1, byAccident: 1 });
});
