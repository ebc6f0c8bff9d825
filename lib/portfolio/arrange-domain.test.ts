import fc from "fast-check";
import { expect, test } from "vitest";
import { characteristicKeys, type Status, statuses } from "#lib/scorecard/domain";
import { arrange, groupOf, groupsOf } from "./arrange-domain.ts";
import { groupings, portfolioFilter, portfolioQuery, sorts } from "./schema.ts";
import { allMet, card, cost, rowOf } from "./testing/rows.ts";

const filter = (query: object) => portfolioFilter.parse(query);

test("filters narrow by team, verdict, stakes, lifecycle and words", () => {
  const rows = [
    rowOf({}, card(allMet)),
    rowOf({ slug: "claims", name: "Claims", stakes: "low", owner: null }),
    rowOf({ slug: "old", name: "Old", lifecycle: "retired" }),
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

test("a characteristic's status and this week's erosion narrow; of several conditions all must hold", () => {
  const rows = [
    rowOf({ slug: "a" }, card(["unmet", "met", "stale"])),
    rowOf({ slug: "b" }, card(["unmet", "met", "met"]), undefined, 2),
  ];
  const slugs = (query: object) => arrange(rows, filter(query)).map((row) => row.slug);
  expect(slugs({ status: "quality:unmet" })).toEqual(["a", "b"]);
  expect(slugs({ status: "quality:unmet,cost:stale" })).toEqual(["a"]);
  expect(slugs({ status: "quality:unmet,quality:met" })).toEqual([]);
  expect(slugs({ eroded: "yes" })).toEqual(["b"]);
  for (const wrong of ["quality", "quality:green", "speed:met"])
    expect(portfolioQuery.safeParse({ status: wrong }).success).toBe(false);
});

const anyRow = fc
  .record({
    slug: fc.integer({ min: 0, max: 999 }).map((n) => `s${n}`),
    cents: fc.option(fc.integer({ min: 0, max: 3 })),
    n: fc.integer({ min: 0, max: 3 }),
    cells: fc.array(fc.constantFrom<Status>(...statuses), { minLength: 6, maxLength: 6 }),
    team: fc.option(fc.constantFrom("a", "b", "c")),
    stakes: fc.constantFrom("high", "standard", "low"),
    lifecycle: fc.constantFrom("production", "pilot", "retired"),
  })
  .map(({ slug, cents, n, cells, team, stakes, lifecycle }) =>
    rowOf(
      {
        ...{ slug, name: `name ${n}`, stakes, lifecycle },
        owner: team === null ? null : { team: { slug: team, name: team }, accountable: null, members: 1 },
      },
      card(cells, n === 0 ? null : `2026-12-0${n}T00:00:00.000Z`),
      cost({ cents24h: cents, cents30d: cents, interactions24h: n }),
      n,
    ),
  );
const anyRows = fc.uniqueArray(anyRow, { selector: (row) => row.slug, maxLength: 12 });

test("every sort is a total order with what has no value last", () => {
  fc.assert(
    fc.property(anyRows, fc.constantFrom(...sorts), (rows, sort) => {
      const sorted = arrange(rows, filter({ sort }));
      expect(arrange([...rows].reverse(), filter({ sort }))).toEqual(sorted);
      const lastKnown = (known: boolean[]) =>
        expect(known.lastIndexOf(true)).toBeLessThan(
          known.includes(false) ? known.indexOf(false) : known.length,
        );
      if (sort.endsWith("cents")) lastKnown(sorted.map((row) => row.centsPerInteraction !== null));
      if (sort.endsWith("stale")) lastKnown(sorted.map((row) => row.nextStale !== null));
    }),
  );
});

test("groups hold together, each row is in one, and within a group the sort holds", () => {
  fc.assert(
    fc.property(anyRows, fc.constantFrom(...groupings), fc.constantFrom(...sorts), (rows, group, sort) => {
      const grouped = arrange(rows, filter({ sort, group }));
      const keys = grouped.map((row) => groupOf(row, group).key);
      const changes = keys.filter((key, index) => index === 0 || keys[index - 1] !== key);
      expect(new Set(changes).size).toBe(changes.length);
      const groups = groupsOf(grouped, group);
      expect(groups.map(({ key }) => key)).toEqual(changes);
      expect(groups.reduce((sum, one) => sum + one.features, 0)).toBe(rows.length);
      for (const { key } of groups) {
        const members = (list: typeof rows) => list.filter((row) => groupOf(row, group).key === key);
        expect(members(grouped)).toEqual(members(arrange(rows, filter({ sort }))));
      }
    }),
  );
});

test("a group's heading counts what its members meet; nobody's features come last, retired ones apart", () => {
  const other = { team: { slug: "zoo", name: "Zoo" }, accountable: null, members: 0 };
  const rows = [
    rowOf({ slug: "a", owner: null }, card(allMet)),
    rowOf({ slug: "b" }, card(["met", "unmet", "met"])),
    rowOf({ slug: "c" }, card(allMet)),
    rowOf({ slug: "d", owner: other, lifecycle: "retired" }),
  ];
  const byTeam = groupsOf(arrange(rows, filter({ group: "team" })), "team");
  expect(byTeam).toMatchObject([
    { key: "care", label: "Care team", features: 2, productionGrade: 1, met: [2, 1, 2, 1, 1, 1] },
    { key: "zoo", label: "Zoo", features: 1 },
    { key: "-", label: "No team", features: 1 },
  ]);
  const verdicts = groupsOf(arrange(rows, filter({ group: "verdict" })), "verdict");
  expect(verdicts.map(({ label }) => label)).toEqual([
    "Production-grade",
    "In production by accident",
    "Retired",
  ]);
  expect(characteristicKeys).toHaveLength(byTeam[0]?.met.length ?? 0);
});
