import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { criteria } from "./criteria.ts";
import { characteristicKeys, checkPath, type Status } from "./domain.ts";
import { evaluate, statusChanges } from "./evaluate.ts";
import { canonicalJson, digestOf, type Inputs } from "./inputs.ts";
import { ago, goodInputs, now } from "./testing/sample-inputs.ts";

function statusesOf(inputs: Inputs, at = now): Record<string, Status> {
  const { characteristics } = evaluate(inputs, criteria, at);
  return Object.fromEntries(
    characteristics.flatMap((one) => one.checks.map((check) => [checkPath(one.key, check.id), check.status])),
  );
}

/** The checks that evidence of today can meet. */
const meetable = [
  "failures.bounded",
  "cost.unit",
  "cost.current",
  "cost.coverage",
  "cost.complete",
  "versions.kinds",
  "versions.continuous",
  "versions.declared-is-observed",
  "ownership.owner",
  "ownership.runbook",
];

test("with all evidence that exists today exactly the checks that have evidence are met, the others unknown", () => {
  const found = statusesOf(goodInputs());
  for (const [path, status] of Object.entries(found))
    expect(status, path).toBe(meetable.includes(path) ? "met" : "unknown");
});

test("no feature can be production-grade on today's evidence, and nothing reads as if it were", () => {
  const result = evaluate(goodInputs(), criteria, now);
  expect(result).toMatchObject({ met: 0, verdict: "by_accident" });
  expect(result.characteristics.map((one) => one.key)).toEqual([...characteristicKeys]);
});

test("every sentence ends, and begins so that it can go on in lower case", () => {
  for (const inputs of [goodInputs(), emptyInputs()]) {
    for (const check of evaluate(inputs, criteria, now).characteristics.flatMap((one) => one.checks)) {
      expect(check.because, check.id).toMatch(/^[A-Z0-9].*[^.]\.$/);
      for (const name of ["Ravi Tan", "Claims", "claims-triage"])
        expect(check.because.startsWith(name)).toBe(false);
    }
  }
});

test("what is not met offers a fix that is an address in Threshold; what is met asks for nothing", () => {
  for (const inputs of [goodInputs(), emptyInputs()]) {
    for (const check of evaluate(inputs, criteria, now).characteristics.flatMap((one) => one.checks)) {
      if (check.status === "met") expect(check.fix).toBeNull();
      else
        expect(check.fix?.href).toMatch(
          /^\/(people$|features\/claims-triage\/(edit|ownership|versions|cost|calls|quality#|failures#|audit#))/,
        );
    }
  }
});

test("time alone never makes anything met, and a card holds until validUntil and not a moment longer", () => {
  const inputs = goodInputs();
  const first = evaluate(inputs, criteria, now);
  const end = new Date(first.validUntil ?? 0).getTime();
  expect(end).toBeGreaterThan(now.getTime());
  expect(statusesOf(inputs, new Date(end - 1))).toEqual(statusesOf(inputs));
  expect(Object.values(statusesOf(inputs, new Date(end)))).toContain("stale");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * 24 }), (hours) => {
      const later = statusesOf(inputs, new Date(now.getTime() + hours * HOUR_MS));
      for (const [path, status] of Object.entries(statusesOf(inputs))) {
        if (status !== "met") expect(later[path], path).not.toBe("met");
        else expect(["met", "stale"], path).toContain(later[path]);
      }
    }),
  );
});

/** Each takes one needed element away; the named checks must then not be met. */
const removals: [string, string[], (inputs: Inputs) => void][] = [
  [
    "no outcome reported",
    ["failures.bounded"],
    ({ failures: f }) => void (f.outcomes = { ...none, silent: 10_000 }),
  ],
  ["failures over the limit", ["failures.bounded"], ({ failures: f }) => void (f.outcomes.silentFailed = 60)],
  [
    "answers whose last call failed",
    ["failures.bounded"],
    ({ failures: f }) => void (f.answeredSample.lastCallFailed = 30),
  ],
  [
    "little traffic",
    ["failures.bounded"],
    ({ failures: f }) => void (f.outcomes = { ...none, answered: 599 }),
  ],
  ["no traffic", ["failures.bounded"], ({ failures: f }) => void (f.lastInteractionAt = null)],
  ["no label", ["cost.unit"], ({ cost: c }) => void (c.unit.label = "  ")],
  ["calls without the unit", ["cost.unit"], ({ cost: c }) => void (c.carried.withoutUnit = 41)],
  [
    "the newest hour without the unit",
    ["cost.unit"],
    ({ cost: c }) => void (c.carried.newestHour.withoutUnit = 50),
  ],
  ["no call", ["cost.unit"], ({ cost: c }) => void (c.lastCallAt = null)],
  ["nothing priced", ["cost.current"], ({ cost: c }) => void (c.lastPricedAt = null)],
  ["few interactions priced whole", ["cost.current"], ({ cost: c }) => void (c.recent.priced = 949)],
  ["no interaction", ["cost.current"], ({ cost: c }) => void (c.lastInteractionAt = null)],
  ["unpriced calls", ["cost.coverage"], ({ cost: c }) => void (c.billable.unpriced = 201)],
  ["no billable call", ["cost.coverage", "cost.complete"], ({ cost: c }) => void (c.lastBillableAt = null)],
  ["no repeat ever", ["cost.complete"], ({ cost: c }) => void (c.lastRepeatAt = null)],
  ["repeats that say first", ["cost.complete"], ({ cost: c }) => void (c.siblings.calledFirst = 1)],
  ["repeats without a price", ["cost.complete"], ({ cost: c }) => void (c.repeats.unpriced = 1)],
  ["nothing running", ["versions.kinds"], ({ versions: v }) => void (v.running = null)],
  ...(["prompt", "model", "eval_set", "retrieval"] as const).map(
    (kind): [string, string[], (inputs: Inputs) => void] => [
      `no ${kind}`,
      ["versions.kinds"],
      ({ versions: v }) => {
        for (const release of v.running?.releases ?? [])
          release.artifacts = release.artifacts.filter((one) => one.kind !== kind);
      },
    ],
  ),
  [
    "a canary without artifacts",
    ["versions.kinds"],
    ({ versions: v }) => void v.running?.releases.push({ digest: "cd", artifacts: [] }),
  ],
  [
    "a reason of dots",
    ["versions.kinds"],
    ({ versions: v }) =>
      void v.running?.releases[0]?.artifacts.forEach((one) => void (one.change = "....... !!")),
  ],
  [
    "no declaration",
    ["versions.continuous", "versions.declared-is-observed"],
    ({ versions: v }) => void (v.rectangles = []),
  ],
  [
    "everything recorded today",
    ["versions.continuous"],
    ({ versions: v }) => void v.rectangles.forEach((one) => void (one.recordedFrom = now.getTime())),
  ],
  [
    "calls of another release",
    ["versions.declared-is-observed"],
    ({ versions: v }) => void (v.observed.agreeing = 19_799),
  ],
  ["no call seen", ["versions.declared-is-observed"], ({ versions: v }) => void (v.lastCallAt = null)],
  ["no team", ["ownership.owner"], ({ ownership: o }) => void (o.team = null)],
  [
    "nobody accountable",
    ["ownership.owner"],
    ({ ownership: o }) => void (o.team && (o.team.accountable = null)),
  ],
  [
    "an accountable outsider",
    ["ownership.owner"],
    ({ ownership: o }) => void (o.team?.accountable && (o.team.accountable.isMember = false)),
  ],
  [
    "an accountable who left",
    ["ownership.owner"],
    ({ ownership: o }) => void (o.team?.accountable && (o.team.accountable.disabledAt = ago(DAY_MS))),
  ],
  ["a team of one", ["ownership.owner"], ({ ownership: o }) => void (o.team && (o.team.activeMembers = 1))],
  ["no runbook", ["ownership.runbook"], ({ ownership: o }) => void (o.runbook = null)],
  [
    "a runbook of headings",
    ["ownership.runbook"],
    ({ ownership: o }) => void (o.runbook && (o.runbook.words = 39)),
  ],
  [
    "links nobody followed",
    ["ownership.runbook"],
    ({ ownership: o }) => void (o.runbook && (o.runbook.linkLines = 1)),
  ],
];

const none = { answered: 0, degraded: 0, refused: 0, escalated: 0, failed: 0, silent: 0, silentFailed: 0 };

test.each(removals)("not met with %s", (_, paths, remove) => {
  const inputs = goodInputs();
  remove(inputs);
  const found = statusesOf(inputs);
  for (const path of paths) expect(found[path], path).not.toBe("met");
});

test("whatever else is good or missing, a removed element is never outweighed", () => {
  fc.assert(
    fc.property(
      fc.subarray(removals, { minLength: 1 }),
      fc.constantFrom("high", "standard", "low"),
      fc.integer({ min: 1, max: 50 }),
      (chosen, stakes, scale) => {
        const inputs = goodInputs();
        inputs.feature.stakes = stakes;
        inputs.cost.billable.calls *= scale;
        inputs.cost.billable.unpriced *= scale;
        for (const [, , remove] of chosen) remove(inputs);
        // At lower stakes the limits of failures are wider; those removals are about high stakes.
        const paths = chosen
          .flatMap(([, list]) => list)
          .filter((path) => stakes === "high" || path !== "failures.bounded");
        const found = statusesOf(inputs);
        for (const path of paths.filter((one) => scale === 1 || one !== "cost.coverage"))
          expect(found[path], path).not.toBe("met");
      },
    ),
  );
});

test("every check that evidence can meet has a removal that takes it away", () => {
  expect(new Set(removals.flatMap(([, paths]) => paths))).toEqual(new Set(meetable));
});

test("the digest does not depend on the order of keys, and does on every value", () => {
  const inputs = goodInputs();
  const reversed = JSON.parse(JSON.stringify(inputs, Object.keys(flatKeys(inputs)).reverse())) as Inputs;
  expect(canonicalJson(reversed)).toBe(canonicalJson(inputs));
  expect(digestOf(reversed)).toBe(digestOf(inputs));
  for (const [, , remove] of removals) {
    const changed = goodInputs();
    remove(changed);
    expect(digestOf(changed)).not.toBe(digestOf(inputs));
  }
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("changes name the check, what it was and what it is", () => {
  const before = evaluate(goodInputs(), criteria, now).characteristics;
  const inputs = goodInputs();
  inputs.ownership.team = null;
  const after = evaluate(inputs, criteria, now).characteristics;
  expect(statusChanges(before, after)).toEqual([{ id: "ownership.owner", from: "met", to: "unmet" }]);
  expect(statusChanges(after, after)).toEqual([]);
  expect(statusChanges([], after)).toHaveLength(29);
});

function flatKeys(value: unknown): Record<string, true> {
  if (value === null || typeof value !== "object") return {};
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, item]) => ({ [key]: true, ...flatKeys(item) })),
  );
}

function emptyInputs(): Inputs {
  const inputs = goodInputs();
  for (const [, , remove] of removals) remove(inputs);
  inputs.quality.evalSet = null;
  return inputs;
}
