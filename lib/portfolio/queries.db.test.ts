import { beforeEach, expect, test } from "vitest";
import { db, pool } from "#lib/core/db";
import { registerFeature } from "#lib/features/commands";
import { emptyRegistry } from "#lib/features/testing/empty-registry";
import { input, keyOf, makeFeature, makeTeam, makeUser, word } from "#lib/features/testing/people";
import { exportPortfolio, getPortfolioFeature, listPortfolio } from "./queries.ts";
import { portfolioFeature, portfolioPage, portfolioQuery } from "./schema.ts";

const now = new Date();
const hour = (hoursAgo: number) => new Date(Math.floor(now.getTime() / 3_600_000 - hoursAgo) * 3_600_000);

type Traffic = {
  featureId: number;
  at: Date;
  calls: number;
  unpriced?: number;
  costNano: number;
  service?: string;
  environment?: string;
};

/** Rollup rows as the writer of telemetry leaves them, and one call that says when the newest was. */
async function traffic({
  featureId,
  at,
  calls,
  unpriced = 0,
  costNano,
  service = "svc",
  environment = "production",
}: Traffic): Promise<void> {
  const dimension = [featureId, Math.floor(Math.random() * 2 ** 50), environment, service];
  await pool().query(
    "INSERT INTO dimension (feature_id, id, environment, operation, name, service_name) VALUES ($1, $2, $3, 'chat', 'chat', $4)",
    dimension,
  );
  for (const grain of ["h", "d"]) {
    const start = grain === "h" ? at : new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000);
    await pool().query(
      `INSERT INTO call_rollup VALUES ($1, $2, $3, $4, 1, 1, $5, $5, $6, 0, 0, 0, 0, 0, 0, $7, 0)`,
      [featureId, grain, start, dimension[1], calls, unpriced, costNano],
    );
    if (environment !== "production") continue;
    await pool().query(`INSERT INTO interaction_rollup VALUES ($1, $2, $3, $4, 1, $5, $5, $6, $6)`, [
      featureId,
      environment,
      grain,
      start,
      calls,
      costNano,
    ]);
  }
  await pool().query("SELECT ensure_telemetry_month($1::date)", [at]);
  await pool().query(
    `INSERT INTO call (feature_id, started_at, trace_id, span_id, interaction_id, dimension_id, duration_us, attempt, status, billable, has_unit)
     VALUES ($1, $2, gen_random_uuid(), 1, gen_random_uuid(), $3, 1, 1, 1, true, true)`,
    [featureId, at, dimension[1]],
  );
}

// The summary is over the whole installation, so each test begins with an empty one.
beforeEach(emptyRegistry);

const query = (words: object = {}) => portfolioQuery.parse(words);

test("a list row has verdict, count, owner and cost, in the shape that the API promises", async () => {
  const admin = await makeUser("admin");
  const team = await makeTeam();
  const person = await makeUser("viewer", [team.id]);
  await db().team.update({ where: { id: team.id }, data: { accountableId: person.id } });
  const slug = `f-${word()}`;
  await registerFeature(admin, slug, input({ team: team.slug }));
  const { id } = await db().feature.findUniqueOrThrow({ where: { slug } });
  await traffic({ featureId: id, at: hour(1), calls: 4, costNano: 40_000_000 });

  const page = portfolioPage.parse(await listPortfolio(admin, query(), now));
  expect(page.items).toHaveLength(1);
  expect(page.items[0]).toMatchObject({
    ...{ slug, of: 6, verdict: "by_accident", onCall: null, centsPerInteraction: 1, interactions24h: 4 },
    owner: { team: { slug: team.slug }, accountable: { name: person.name }, members: 1 },
    lastTelemetryAt: hour(1).toISOString(),
  });
  expect(page.items[0]?.cells).toHaveLength(6);
  expect(page.items[0]?.next?.because).toBeTruthy();
  const one = portfolioFeature.parse(await getPortfolioFeature(admin, slug, now));
  expect(one.met).toBe(page.items[0]?.met);
});

test("the summary adds up what is known and says what is not", async () => {
  const admin = await makeUser("admin");
  const a = await makeFeature((await makeTeam()).id);
  const b = await makeFeature();
  await registerFeature(admin, `f-${word()}`, input({ lifecycle: "retired" }));
  expect((await listPortfolio(admin, query(), now)).summary).toMatchObject({
    interactions24h: 0,
    pricedShare24h: null,
    unregistered: null,
    spendThisMonthUsd: "0",
  });

  await traffic({ featureId: a.id, at: hour(0), calls: 3, costNano: 1_000_000_000 });
  await traffic({ featureId: b.id, at: hour(0), calls: 1, unpriced: 1, costNano: 0 });
  await traffic({
    featureId: b.id,
    at: hour(0),
    calls: 9,
    unpriced: 9,
    costNano: 500_000_000,
    environment: "staging",
  });
  await traffic({ featureId: 0, at: hour(0), calls: 7, costNano: 250_000_000, service: "stray" });
  const { summary } = await listPortfolio(admin, query(), now);
  expect(summary).toMatchObject({
    ...{ features: 2, retired: 1, withoutOwner: 1, byAccident: 2, interactions24h: 4 },
    spendThisMonthUsd: "1.75",
    unregistered: { calls: 7, serviceNames: ["stray"], lastAt: hour(0).toISOString() },
  });
  expect(summary.pricedShare24h).toBeCloseTo(10 / 11);
  await registerFeature(admin, `f-${word()}`, input({ match: { serviceName: ["stray"] } }));
  expect((await listPortfolio(admin, query(), now)).summary.unregistered).toBeNull();
});

test("spend counts from the first of the month in UTC", async () => {
  const admin = await makeUser("admin");
  const { id } = await makeFeature();
  const first = new Date("2026-03-01T00:00:00Z");
  await traffic({ featureId: id, at: new Date("2026-02-28T23:00:00Z"), calls: 1, costNano: 7_000_000_000 });
  await traffic({ featureId: id, at: first, calls: 1, costNano: 2_000_000_000 });
  const spend = async (at: string) =>
    (await listPortfolio(admin, query(), new Date(at))).summary.spendThisMonthUsd;
  expect(await spend("2026-02-28T23:59:59Z")).toBe("7");
  expect(await spend("2026-03-01T00:00:00Z")).toBe("2");
  expect(await spend("2026-03-31T23:59:59Z")).toBe("2");
});

test("a bound key sees its feature and nothing else, not even in the sums", async () => {
  const mine = await makeFeature();
  const other = await makeFeature();
  await traffic({ featureId: other.id, at: hour(0), calls: 5, costNano: 1_000_000_000 });
  await traffic({ featureId: 0, at: hour(0), calls: 5, costNano: 1_000_000_000 });
  const key = keyOf(["read"], mine.id);
  const page = await listPortfolio(key, query(), now);
  expect(page.items.map((row) => row.slug)).toEqual([mine.slug]);
  expect(page.summary).toMatchObject({
    features: 1,
    interactions24h: 0,
    spendThisMonthUsd: "0",
    unregistered: null,
  });
  await expect(getPortfolioFeature(key, other.slug, now)).rejects.toMatchObject({ code: "not_found" });
});

test("pages are cut after filter and sort, and an export has all of them", async () => {
  const admin = await makeUser("admin");
  for (const slug of ["a", "b", "c"])
    await registerFeature(admin, slug, input({ name: slug, stakes: slug === "b" ? "low" : "high" }));
  const first = await listPortfolio(admin, query({ stakes: "high", sort: "-name", limit: "1" }), now);
  expect(first).toMatchObject({ items: [{ slug: "c" }], next: "c", matching: 2 });
  const second = await listPortfolio(
    admin,
    query({ stakes: "high", sort: "-name", limit: "1", cursor: "c" }),
    now,
  );
  expect(second).toMatchObject({ items: [{ slug: "a" }], next: null });
  expect((await exportPortfolio(admin, query({ sort: "-name" }), now)).map((row) => row.slug)).toEqual([
    "c",
    "b",
    "a",
  ]);
  await expect(listPortfolio(admin, query({ cursor: "nothing" }), now)).rejects.toMatchObject({
    code: "invalid",
  });
});
