import { expect, test } from "vitest";
import { criteria } from "./criteria.ts";
import { type Characteristic, characteristic, checkPath, verdictSentence } from "./domain.ts";
import { evaluate } from "./evaluate.ts";
import type { Inputs } from "./inputs.ts";
import { plainWords, tellingRank } from "./plain-words.ts";
import { judged } from "./testing/judged.ts";
import { goodInputs, now } from "./testing/sample-inputs.ts";

type Said = [path: string, change: (inputs: Inputs) => void, words: string | null];

/** A tenth of the traffic by declaration, of which so many calls were seen. */
const share = (carried: number) => ({ release: "ef", least: 100_000, most: 100_000, carried });

const said: Said[] = [
  ["quality.cadence", () => {}, "no measurement of its quality has ever been recorded"],
  ["quality.alert", () => {}, "nobody is known to be told if its quality falls"],
  [
    "failures.bounded",
    ({ failures }) => Object.assign(failures.outcomes, { failed: 400 }),
    "$share of its interactions in the last 7 days failed with no planned response",
  ],
  [
    "failures.bounded",
    ({ failures }) => Object.assign(failures.outcomes, { silent: 9000 }),
    "only $share of its interactions say how they ended",
  ],
  [
    "failures.bounded",
    ({ failures }) =>
      Object.assign(failures.outcomes, {
        answered: 12,
        degraded: 0,
        refused: 0,
        escalated: 0,
        failed: 0,
        silent: 0,
      }),
    "too few interactions have been seen to say how often it fails",
  ],
  ["failures.drilled", () => {}, "no rehearsal of a failure has ever been recorded"],
  [
    "cost.current",
    ({ cost }) => Object.assign(cost, { lastPricedAt: null }),
    "nobody knows what one interaction costs",
  ],
  [
    "cost.current",
    ({ cost }) => Object.assign(cost.recent, { interactions: cost.recent.priced * 2 }),
    "the cost is known of only $share of its interactions",
  ],
  [
    "cost.coverage",
    ({ cost }) => Object.assign(cost.billable, { unpriced: cost.billable.calls / 2 }),
    "only $share of the calls it pays for have a price",
  ],
  ["cost.ceiling", () => {}, "nobody would be told if its spending ran away"],
  [
    "versions.declared-is-observed",
    ({ versions }) => void versions.observed.shares?.[0]?.shares.push(share(0)),
    "a release that was said to run was never seen",
  ],
  [
    "versions.declared-is-observed",
    ({ versions }) => void versions.observed.shares?.[0]?.shares.push(share(30)),
    "a release got less than half of the traffic that it was said to get",
  ],
  [
    "versions.declared-is-observed",
    ({ versions }) => Object.assign(versions.observed, { newest: { release: "ef", since: 0, calls: 0 } }),
    "what is said to run now was never seen",
  ],
  [
    "versions.kinds",
    ({ versions }) => Object.assign(versions, { running: null, lastDeclaredEnd: null }),
    "nobody has said what runs",
  ],
  [
    "versions.continuous",
    ({ versions }) => Object.assign(versions, { rectangles: [] }),
    "nobody has said what runs",
  ],
  [
    "versions.declared-is-observed",
    ({ versions: { observed } }) => Object.assign(observed, { agreeing: 0, withoutRelease: observed.calls }),
    "none of its calls show that they ran on what was said to run",
  ],
  [
    "versions.declared-is-observed",
    ({ versions: { observed } }) =>
      Object.assign(observed, { agreeing: 5000, mostUndeclared: { what: "no model name", calls: 15_000 } }),
    "only $share of its calls show that they ran on what was said to run",
  ],
  ["audit.definition", () => {}, null],
  ["audit.reconstructable", () => {}, "none of its outputs could be rebuilt for an auditor"],
  ["ownership.owner", ({ ownership }) => Object.assign(ownership, { team: null }), null],
];

test.each(said)("%s is said plainly", (path, change, words) => {
  const check = judged(path, change);
  const [key = "", id = ""] = path.split(".");
  const share = /\d[\d.,]* %/.exec(check.because)?.[0] ?? "";
  expect(check.status).not.toBe("met");
  expect(plainWords({ ...check, key, id })).toBe(words?.replace("$share", share) ?? null);
});

test("a gap is said with its days", () => {
  const because = "Nothing recorded within 24 h says what ran from 29 Aug to 26 Nov 2026.";
  expect(plainWords({ key: "versions", id: "continuous", status: "unmet", because })).toBe(
    "nobody recorded in time what ran from 29 Aug to 26 Nov 2026",
  );
});

test("what was declared and has ended is not said to be undeclared", () => {
  const because = "Nothing is declared to run since 3 Nov 2026, 09:00 UTC; until then it was known.";
  expect(plainWords({ key: "versions", id: "continuous", status: "stale", because })).toBeNull();
});

const empty = () => {
  const inputs = goodInputs();
  Object.assign(inputs.versions, { running: null, lastDeclaredEnd: null, rectangles: [], lastCallAt: null });
  Object.assign(inputs.cost, { lastInteractionAt: null, lastBillableAt: null, lastCallAt: null });
  Object.assign(inputs.failures, { lastInteractionAt: null });
  Object.assign(inputs.ownership, { team: null, runbook: null });
  return evaluate(inputs, criteria, now).characteristics;
};

test("with nothing on record the verdict is three things that a manager asks", () => {
  const { lead, rest } = verdictSentence(empty(), "production");
  expect(lead).toBe("0 of 6, in production by accident.");
  expect(rest).toBe(
    "No team owns it, no measurement of its quality has ever been recorded, and nobody has written down what happens when it fails. 3 more characteristics are not met.",
  );
});

test("read aloud it stays short and free of our own words, whatever is missing", () => {
  for (const list of [empty(), evaluate(goodInputs(), criteria, now).characteristics]) {
    const { rest } = verdictSentence(list, "production");
    expect(rest.length).toBeLessThan(280);
    expect(rest).not.toMatch(/eval set|release|billable|artifact|digest|span|telemetry|prompt/i);
  }
});

test("no figure is said that the check does not give", () => {
  for (const item of evaluate(goodInputs(), criteria, now).characteristics) {
    for (const check of item.checks) {
      for (const status of ["unmet", "stale", "unknown"]) {
        const words = plainWords({ ...check, key: item.key, status }) ?? "";
        for (const figure of words.match(/\d[\d.,]*/g) ?? []) expect(check.because).toContain(figure);
      }
    }
  }
});

test("what is known to be wrong is told before what nobody recorded, and each characteristic once", () => {
  const check = (id: string, status: "unmet" | "unknown", because: string) => ({
    id,
    title: id,
    status,
    because,
    evidence: [],
    validUntil: null,
    fix: null,
  });
  const list: Characteristic[] = [
    characteristic("quality", [check("cadence", "unknown", "No eval run has ever been recorded.")]),
    characteristic("cost", [
      check("unit", "unmet", "Nobody has said what one unit of work is called."),
      check("coverage", "unmet", "Only 91.2 % of 400 billable calls in the last 7 days have a price."),
    ]),
  ];
  expect(verdictSentence(list, "production").rest).toBe(
    "Only 91.2 % of the calls it pays for have a price, and no measurement of its quality has ever been recorded.",
  );
});

test("every check of the criteria has its place in the order of telling", () => {
  const ranks = Object.entries(criteria.checks).flatMap(([key, checks]) =>
    checks.map(({ id }) => ({
      path: checkPath(key as Characteristic["key"], id),
      rank: tellingRank({ key, id, status: "unmet", because: "" }),
    })),
  );
  expect(ranks.filter(({ rank }) => rank % 10 === 8)).toEqual([]);
  expect(new Set(ranks.map(({ rank }) => rank)).size).toBe(ranks.length);
});
