import fc from "fast-check";
import { expect, test } from "vitest";
import { toCsv } from "#lib/core/csv";
import { characteristicKeys } from "#lib/scorecard/domain";
import {
  changeSentence,
  countFeatures,
  endsThatMatter,
  headline,
  isUnpriced,
  pageOf,
  subline,
} from "./domain.ts";
import { portfolioTable } from "./table.ts";
import { allMet, card, cost, now, rowOf } from "./testing/rows.ts";

test("verdict, count, cells and what comes next are read from the checks", () => {
  const row = rowOf(
    {},
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
  expect(rowOf({}, card(allMet))).toMatchObject({ verdict: "production_grade", met: 6, next: null });
});

test("before the first evaluation every cell is unknown and nothing is met", () => {
  const row = rowOf();
  expect(new Set(row.cells.map((cell) => cell.status))).toEqual(new Set(["unknown"]));
  expect(row).toMatchObject({
    verdict: "by_accident",
    met: 0,
    evaluatedAt: null,
    centsPerInteraction: null,
    interactions24h: 0,
  });
  expect(row.sentence.rest).toBe("Its checks have not been judged yet.");
});

test("a card that misses a characteristic is not production-grade", () => {
  const short = card(allMet);
  if (!short) throw new Error("no card");
  expect(rowOf({}, { ...short, cells: short.cells.slice(0, 5) })).toMatchObject({
    met: 5,
    verdict: "approaching",
  });
});

test("what is retired counts apart, a pilot is not in production", () => {
  const rows = [
    rowOf({}, card(allMet)),
    rowOf({ lifecycle: "pilot", owner: null }, card(allMet)),
    rowOf({ lifecycle: "retired", owner: null }, card(allMet)),
    rowOf({}, card(["met", "met", "met", "met"])),
    rowOf({}, card(["met", "met", "met"])),
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

const slugs = fc.uniqueArray(
  fc.integer({ min: 0, max: 999 }).map((n) => ({ slug: `s${n}` })),
  {
    selector: (row) => row.slug,
    maxLength: 12,
  },
);

test("pages put together are the list, whatever their size", () => {
  fc.assert(
    fc.property(slugs, fc.integer({ min: 1, max: 5 }), (rows, limit) => {
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

test("only what is met and still to end goes stale; what traffic renews does once it stops", () => {
  const soon = "2026-12-01T00:00:00.000Z";
  expect(endsThatMatter(card(allMet, soon), null, now)).toHaveLength(6);
  expect(endsThatMatter(card(["unmet"], soon), null, now)).toEqual([]);
  expect(endsThatMatter(card(allMet, "2026-11-21T00:00:00.000Z"), null, now)).toEqual([]);
  const byTraffic = card(["unknown", "unknown", "met"], soon, "current");
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
  expect(endsThatMatter(byTraffic, hoursAgo(23), now)).toEqual([]);
  expect(endsThatMatter(byTraffic, hoursAgo(25), now)).toMatchObject([{ key: "cost", id: "current" }]);
  expect(endsThatMatter(byTraffic, null, now)).toHaveLength(1);
  expect(rowOf({}, byTraffic, cost({ lastTelemetryAt: hoursAgo(25) })).nextStale).toMatchObject({
    key: "cost",
    at: soon,
    fix: { href: "/features/replies/cost#check-cost-current" },
  });
});

test("the CSV has as many fields in each row as in its head", () => {
  const rows = [
    rowOf({ name: "=1+1" }, card(["stale"]), cost({})),
    rowOf({ owner: null }),
    rowOf({}, card(allMet, "2026-12-01T00:00:00.000Z")),
  ];
  const table = portfolioTable(rows);
  for (const row of table.rows) expect(row).toHaveLength(table.head.length);
  expect(toCsv(table.head, table.rows)).toContain("'=1+1");
  expect(table.head).toEqual(expect.arrayContaining([...characteristicKeys, "goes_stale_at"]));
  expect(portfolioTable([]).head).toEqual(table.head);
});

const none = {
  features: 0,
  retired: 0,
  productionGrade: 0,
  approaching: 0,
  byAccident: 0,
  notInProduction: 0,
  withoutOwner: 0,
  goingStale30d: 0,
  eroded7d: 0,
  spendThisMonthUsd: "0",
  interactions24h: 0,
  pricedShare24h: null,
  unregistered: null,
};

test("the sentences say what the counts say", () => {
  expect(headline({ productionGrade: 3, features: 9 })).toBe("3 of 9 features are production-grade");
  expect(headline({ productionGrade: 0, features: 1 })).toBe("0 of 1 feature is production-grade");
  expect(headline({ productionGrade: 1, features: 10 })).toBe("1 of 10 features is production-grade");
  expect(headline({ productionGrade: 0, features: 10 })).toBe("0 of 10 features are production-grade");
  expect(headline({ productionGrade: 0, features: 0 })).toBe("No feature is in use");
  expect(subline({ ...none, features: 1, productionGrade: 1 })).toBe("It is over the bar.");
  expect(subline({ ...none, features: 2, productionGrade: 2 })).toBe("Every one of them is over the bar.");
  expect(subline({ ...none, approaching: 3, byAccident: 2, notInProduction: 1 })).toBe(
    "3 approaching the bar, 2 in production by accident, 1 not in production yet.",
  );
  expect(subline({ ...none, byAccident: 1, retired: 2 })).toBe(
    "1 in production by accident, 2 retired and not counted.",
  );
});

test("what changes is one sentence that can be read aloud", () => {
  const say = (eroded7d: number, goingStale30d: number) => changeSentence({ eroded7d, goingStale30d });
  expect(say(0, 0)).toBe("No check eroded this week; none goes stale in the next 30 days.");
  expect(say(2, 5)).toBe("Two checks eroded this week; five go stale in the next 30 days.");
  expect(say(1, 1)).toBe("One check eroded this week; one goes stale in the next 30 days.");
  expect(say(1, 0)).toBe("One check eroded this week; none goes stale in the next 30 days.");
  expect(say(0, 12)).toBe("No check eroded this week; 12 go stale in the next 30 days.");
});

test("more than one call in a hundred without a price hides the mean", () => {
  expect(isUnpriced({ unpricedShare24h: null })).toBe(false);
  expect(isUnpriced({ unpricedShare24h: 0.01 })).toBe(false);
  expect(isUnpriced({ unpricedShare24h: 0.0101 })).toBe(true);
});
