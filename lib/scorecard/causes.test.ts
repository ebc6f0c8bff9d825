import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { causeInWords } from "./cause-words.ts";
import { causesOf, type Judged } from "./causes.ts";
import { criteria } from "./criteria.ts";
import { evaluate, statusChanges } from "./evaluate.ts";
import { differingParts, withPart } from "./input-parts.ts";
import type { Inputs } from "./inputs.ts";
import { later } from "./testing/judged.ts";
import { goodInputs, now } from "./testing/sample-inputs.ts";

type Change = (inputs: Inputs) => void;

/** The causes of all checks that turn when good evidence changes, or ages, until `at`. */
function turned(change: Change, at = later(HOUR_MS), start: Change = () => {}) {
  const [before, after] = [goodInputs(), goodInputs()];
  start(before);
  start(after);
  change(after);
  const changes = statusChanges(
    evaluate(before, criteria, now).characteristics,
    evaluate(after, criteria, at).characteristics,
  );
  const judged = (inputs: Inputs): Judged => ({ inputs, criteria: criteria.version });
  return Object.fromEntries(causesOf(judged(before), judged(after), changes, at, criteria));
}

test("a member who left turns the owner, and nothing else is blamed", () => {
  const causes = turned(({ ownership, cost }) => {
    Object.assign(ownership.team ?? {}, { activeMembers: 1 });
    cost.recent.interactions += 3;
  });
  expect(causes).toEqual({ "ownership.owner": ["ownership.team"] });
});

test("where only the clock moved, the evidence aged", () => {
  const causes = turned(() => {}, later(2 * DAY_MS));
  expect(causes["cost.current"]).toEqual(["aged"]);
  expect(Object.values(causes).flat()).toEqual(Object.values(causes).map(() => "aged"));
});

test("evidence that aged stays aged although something without weight changed beside it", () => {
  const causes = turned(({ cost }) => Object.assign(cost.siblings, { followed: 44 }), later(2 * DAY_MS));
  expect(causes["cost.current"]).toEqual(["aged"]);
});

test("a deployment that was recorded is told from calls that came", () => {
  const without: Change = ({ versions }) => {
    Object.assign(versions, { running: null, lastDeclaredEnd: null, rectangles: [] });
  };
  const causes = turned(
    (inputs) => {
      Object.assign(inputs.versions, goodInputs().versions);
      inputs.cost.lastCallAt = later(HOUR_MS).toISOString();
    },
    later(HOUR_MS),
    without,
  );
  expect(causes["versions.kinds"]).toEqual(["versions.declared"]);
  expect(causes["versions.continuous"]).toEqual(["versions.declared"]);
});

test("what needs two parts at once names both", () => {
  const causes = turned(
    ({ feature, failures }) => {
      feature.stakes = "high";
      failures.outcomes.answered = 20_000;
    },
    later(HOUR_MS),
    ({ feature, failures }) => {
      feature.stakes = "low";
      Object.assign(failures.outcomes, {
        answered: 60,
        degraded: 0,
        refused: 0,
        escalated: 0,
        failed: 0,
        silent: 0,
      });
    },
  );
  expect(causes["failures.bounded"]).toEqual(["failures.telemetry"]);
});

test("only the evidence of its own characteristic, and the facts of the feature, can turn a check", () => {
  const causes = turned(({ feature, versions }) => {
    feature.usesRetrieval = false;
    versions.running?.releases[0]?.artifacts.splice(0, 1);
  });
  expect(causes["versions.kinds"]).toEqual(["versions.declared"]);
  for (const [path, parts] of Object.entries(causes))
    for (const part of parts) expect([path.split(".")[0], "feature"]).toContain(part.split(".")[0]);
});

test("other criteria are a cause of their own", () => {
  const changes = [{ id: "cost.unit", from: "met", to: "unmet" }];
  const [before, after] = [goodInputs(), goodInputs()];
  const found = causesOf(
    { inputs: before, criteria: "2025.9" },
    { inputs: after, criteria: "2026.1" },
    changes,
    now,
    criteria,
  );
  expect(found.get("cost.unit")).toEqual(["criteria"]);
});

test("inputs that the judges no longer understand name what differs, and invent nothing", () => {
  const before = { ...goodInputs(), cost: {}, versions: {} } as unknown as Inputs;
  const after = goodInputs();
  const found = causesOf(
    { inputs: before, criteria: criteria.version },
    { inputs: after, criteria: criteria.version },
    [{ id: "cost.unit", from: "unknown", to: "met" }],
    now,
    criteria,
  );
  const own = differingParts(before, after).filter((part) => part.startsWith("cost."));
  expect(own.length).toBeGreaterThan(0);
  expect(found.get("cost.unit")?.every((part) => own.includes(part as (typeof own)[number]))).toBe(true);
});

test("exchanging all parts that differ makes one input the other", () => {
  const before = goodInputs();
  const after = goodInputs();
  after.feature.stakes = "low";
  after.ownership.runbook = null;
  delete after.cost.billableTools;
  after.versions.rectangles = [];
  const parts = differingParts(before, after);
  expect(parts).toEqual(["feature.stakes", "versions.declared", "ownership.runbook"]);
  expect(parts.reduce((inputs, part) => withPart(inputs, part, after), before)).toEqual(after);
});

const said = (change: Change) => {
  const [before, after] = [goodInputs(), goodInputs()];
  change(after);
  return differingParts(before, after).map((part) => causeInWords(part, before, after).words);
};

test("causes are said in words of people", () => {
  expect(said(({ ownership }) => Object.assign(ownership.team ?? {}, { activeMembers: 3 }))).toEqual([
    "1 member left Claims",
  ]);
  expect(
    said(({ ownership }) =>
      Object.assign(ownership.team?.accountable ?? {}, { disabledAt: now.toISOString() }),
    ),
  ).toEqual(["Ravi Tan can no longer sign in"]);
  expect(said(({ ownership }) => Object.assign(ownership.runbook ?? {}, { revision: 10 }))).toEqual([
    "Runbook revision 10",
  ]);
  expect(said(({ quality }) => Object.assign(quality, { evalSet: null }))).toEqual([
    "No eval set runs any more",
  ]);
  expect(said(({ feature }) => Object.assign(feature, { stakes: "low" }))).toEqual([
    "Its stakes were set to low",
  ]);
  expect(said(({ ownership }) => Object.assign(ownership, { shiftTests: 1 }))).toEqual([
    "Operational ownership: shift tests",
  ]);
});
