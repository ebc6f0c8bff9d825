import fc from "fast-check";
import { expect, test } from "vitest";
import { toCsv } from "#lib/core/csv";
import type { CostSummary } from "#lib/cost/schema";
import type { RegisteredFeature } from "#lib/features/schema";
import { type Check, characteristicKeys, type Status } from "#lib/scorecard/domain";
import {
  arrange,
  type Card,
  countFeatures,
  goingStale,
  headline,
  isUnpriced,
  pageOf,
  portfolioRow,
  subline,
} from "./domain.ts";
import { portfolioFilter, portfolioQuery, sorts } from "./schema.ts";
import { portfolioTable } from "./table.ts";

const care = { team: { slug: "care", name: "Care team" }, accountable: { id: "1", name: "Ada" }, members: 2 };

function feature(change: Partial<RegisteredFeature> = {}): RegisteredFeature {
  const at = "2026-11-01T00:00:00.000Z";
  return {
    ...{ slug: "replies", name: "Support replies", description: null, stakes: "high", audience: "customer" },
    ...{
      lifecycle: "production",
      owner: care,
      unitOfWork: { kind: "trace", label: null },
      match: { serviceName: [] },
    },
    ...{ usesRetrieval: false, contentPolicy: "none", createdAt: at, updatedAt: at },
    ...{ contentRetentionDays: 30, contentKeptFrom: null, redactionPatterns: [] },
    ...change,
  };
}

function check(status: Status, validUntil: string | null = null): Check {
  return { id: "one", title: "One", status, because: "It is so.", evidence: [], validUntil, fix: null };
}

/** A card with one check per characteristic, in the fixed order. */
function card(statuses: Status[], validUntil: string | null = null): Card {
  const characteristics = characteristicKeys.map((key, index) => {
    const status = statuses[index] ?? "unknown";
    return { key, met: status === "met", checks: [check(status, validUntil)] };
  });
  return { characteristics, evaluatedAt: "2026-11-22T00:00:00.000Z" };
}

function cost(change: Partial<CostSummary>): CostSummary {
  return {
    featureId: 1,
    cents24h: null,
    cents30d: null,
    interactions24h: 0,
    sparkline: [],
    billableCalls24h: 0,
    unpricedCalls24h: 0,
    spendThisMonthNano: 0n,
    lastTelemetryAt: null,
    ...change,
  };
}

const all: Status[] = ["met", "met", "met", "met", "met", "met"];
const filter = (query: object) => portfolioFilter.parse(query);

test("verdict, count, cells and what comes next are read from the checks", () => {
  const row = portfolioRow(
    feature(),
    card(["stale", "met", "met", "met", "unmet", "met"]),
    cost({ cents24h: 6.12, interactions24h: 3911 }),
  );
  expect(row).toMatchObject({
    verdict: "approaching",
    met: 4,
    of: 6,
    centsPerInteraction: 6.12,
    interactions24h: 3911,
    onCall: null,
  });
  expect(row.cells.map((cell) => cell.status)).toEqual(["stale", "met", "met", "met", "unmet", "met"]);
  expect(row.next).toMatchObject({ key: "audit", status: "unmet" });
  expect(portfolioRow(feature(), card(all), undefined)).toMatchObject({
    verdict: "production_grade",
    met: 6,
    next: null,
  });
});

test("a card that claims more than its checks does not raise the verdict", () => {
  const lying: Card = {
    characteristics: characteristicKeys.map((key) => ({ key, met: true, checks: [check("unmet")] })),
    evaluatedAt: "2026-11-22T00:00:00.000Z",
  };
  expect(portfolioRow(feature(), lying, undefined)).toMatchObject({ verdict: "by_accident", met: 0 });
});

test("before the first evaluation every cell is unknown and nothing is met", () => {
  const row = portfolioRow(feature(), null, undefined);
  expect(new Set(row.cells.map((cell) => cell.status))).toEqual(new Set(["unknown"]));
  expect(row).toMatchObject({
    verdict: "by_accident",
    met: 0,
    evaluatedAt: null,
    centsPerInteraction: null,
    interactions24h: 0,
  });
});

test("what is retired counts apart, a pilot is not in production", () => {
  const rows = [
    portfolioRow(feature(), card(all), undefined),
    portfolioRow(feature({ lifecycle: "pilot", owner: null }), card(all), undefined),
    portfolioRow(feature({ lifecycle: "retired", owner: null }), card(all), undefined),
    portfolioRow(feature(), card(["met", "met", "met", "met"]), undefined),
    portfolioRow(feature(), card(["met", "met", "met"]), undefined),
  ];
  expect(countFeatures(rows)).toEqual({
    ...{
      features: 4,
      retired: 1,
      productionGrade: 1,
      approaching: 1,
      byAccident: 1,
      notInProduction: 1,
      withoutOwner: 1,
    },
  });
});

test("filters narrow by team, verdict, stakes, lifecycle and words", () => {
  const rows = [
    portfolioRow(feature(), card(all), undefined),
    portfolioRow(feature({ slug: "claims", name: "Claims", stakes: "low", owner: null }), null, undefined),
    portfolioRow(feature({ slug: "old", name: "Old", lifecycle: "retired" }), null, undefined),
  ];
  const slugs = (query: object) => arrange(rows, filter(query)).map((row) => row.slug);
  expect(slugs({})).toEqual(["claims", "old", "replies"]);
  expect(slugs({ team: "-" })).toEqual(["claims"]);
  expect(slugs({ team: "care" })).toEqual(["old", "replies"]);
  expect(slugs({ verdict: "production_grade,approaching" })).toEqual(["replies"]);
  expect(slugs({ stakes: "low" })).toEqual(["claims"]);
  expect(slugs({ lifecycle: "pilot,production" })).toEqual(["claims", "replies"]);
  expect(slugs({ q: "CARE t" })).toEqual(["old", "replies"]);
  expect(portfolioQuery.safeParse({ verdict: "great" }).success).toBe(false);
});

const anyRow = fc
  .record({
    slug: fc.integer({ min: 0, max: 999 }).map((n) => `s${n}`),
    cents: fc.option(fc.integer({ min: 0, max: 3 })),
    n: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ slug, cents, n }) =>
    portfolioRow(feature({ slug, name: `name ${n}` }), null, cost({ cents24h: cents, interactions24h: n })),
  );
const anyRows = fc.uniqueArray(anyRow, { selector: (row) => row.slug, maxLength: 12 });

test("every sort is a total order with what has no value last", () => {
  fc.assert(
    fc.property(anyRows, fc.constantFrom(...sorts), (rows, sort) => {
      const sorted = arrange(rows, filter({ sort }));
      expect(arrange([...rows].reverse(), filter({ sort }))).toEqual(sorted);
      const known = sorted.map((row) => row.centsPerInteraction !== null);
      if (sort.endsWith("cents"))
        expect(known.lastIndexOf(true)).toBeLessThan(
          known.includes(false) ? known.indexOf(false) : known.length,
        );
    }),
  );
});

test("pages put together are the list, whatever their size", () => {
  fc.assert(
    fc.property(anyRows, fc.integer({ min: 1, max: 5 }), (rows, limit) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = pageOf(rows, cursor, limit);
        seen.push(...page.items.map((row) => row.slug));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(rows.map((row) => row.slug));
    }),
  );
  expect(() => pageOf([{ slug: "a" }], "b", 1)).toThrow("cursor");
});

test("only what is met now and has an end within the time goes stale", () => {
  const now = new Date("2026-11-22T00:00:00Z");
  const until = new Date("2026-12-22T00:00:00Z");
  expect(goingStale([card(all, "2026-12-01T00:00:00Z"), null], now, until)).toBe(6);
  expect(
    goingStale(
      [card(all, "2027-01-01T00:00:00Z"), card(all, null), card(["unmet"], "2026-12-01T00:00:00Z")],
      now,
      until,
    ),
  ).toBe(0);
});

test("the CSV has as many fields in each row as in its head", () => {
  const rows = [
    portfolioRow(feature({ name: "=1+1" }), card(["stale"]), cost({})),
    portfolioRow(feature({ owner: null }), null, undefined),
  ];
  const table = portfolioTable(rows);
  for (const row of table.rows) expect(row).toHaveLength(table.head.length);
  expect(toCsv(table.head, table.rows)).toContain("'=1+1");
  expect(table.head).toContain("ownership");
});

test("the sentences say what the counts say", () => {
  const none = {
    features: 0,
    retired: 0,
    productionGrade: 0,
    approaching: 0,
    byAccident: 0,
    notInProduction: 0,
    withoutOwner: 0,
  };
  const rest = {
    goingStale30d: 0,
    spendThisMonthUsd: "0",
    interactions24h: 0,
    pricedShare24h: null,
    unregistered: null,
  };
  const all = { ...none, ...rest };
  expect(headline({ productionGrade: 3, features: 9 })).toBe("3 of 9 features are production-grade");
  expect(headline({ productionGrade: 0, features: 1 })).toBe("0 of 1 feature is production-grade");
  expect(headline({ productionGrade: 1, features: 10 })).toBe("1 of 10 features is production-grade");
  expect(headline({ productionGrade: 0, features: 10 })).toBe("0 of 10 features are production-grade");
  expect(headline({ productionGrade: 0, features: 0 })).toBe("No feature is in use");
  expect(subline({ ...all, features: 1, productionGrade: 1 })).toBe("It is over the bar.");
  expect(subline({ ...all, features: 2, productionGrade: 2 })).toBe("Every one of them is over the bar.");
  expect(subline({ ...all, approaching: 3, byAccident: 2, notInProduction: 1, goingStale30d: 5 })).toBe(
    "3 approaching the bar, 2 in production by accident, 1 not in production yet. 5 checks go stale in the next 30 days.",
  );
  expect(subline({ ...all, byAccident: 1, retired: 2, goingStale30d: 1 })).toBe(
    "1 in production by accident, 2 retired and not counted. 1 check goes stale in the next 30 days.",
  );
});

test("more than one call in a hundred without a price hides the mean", () => {
  expect(isUnpriced({ unpricedShare24h: null })).toBe(false);
  expect(isUnpriced({ unpricedShare24h: 0.01 })).toBe(false);
  expect(isUnpriced({ unpricedShare24h: 0.0101 })).toBe(true);
});
