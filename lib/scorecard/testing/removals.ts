import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { criteria } from "#lib/scorecard/criteria";
import { checkPath, type Status } from "#lib/scorecard/domain";
import { evaluate } from "#lib/scorecard/evaluate";
import type { Inputs } from "#lib/scorecard/inputs";
import { ago, goodInputs, now, set } from "./sample-inputs.ts";

/** The status of every check by its path. */
export function statusesOf(inputs: Inputs, at = now): Record<string, Status> {
  const { characteristics } = evaluate(inputs, criteria, at);
  return Object.fromEntries(
    characteristics.flatMap((one) => one.checks.map((check) => [checkPath(one.key, check.id), check.status])),
  );
}

/** The checks that evidence of today can meet. */
export const meetable = [
  "failures.bounded",
  "cost.unit",
  "cost.current",
  "cost.coverage",
  "cost.complete",
  "versions.kinds",
  "versions.continuous",
  "versions.declared-is-observed",
  "versions.rollback",
  "ownership.owner",
  "ownership.on-call",
  "ownership.runbook",
  "ownership.tested",
];

const none = { answered: 0, degraded: 0, refused: 0, escalated: 0, failed: 0, silent: 0, silentFailed: 0 };

/** Each takes one needed element away; the named checks must then not be met. */
export const removals: [string, string[], (inputs: Inputs) => void][] = [
  ["no outcome reported", ["failures.bounded"], set("failures.outcomes", { ...none, silent: 10_000 })],
  ["failures over the limit", ["failures.bounded"], set("failures.outcomes.silentFailed", 60)],
  ["answers whose last call failed", ["failures.bounded"], set("failures.answeredSample.lastCallFailed", 30)],
  ["little traffic", ["failures.bounded"], set("failures.outcomes", { ...none, answered: 599 })],
  ["no traffic", ["failures.bounded"], set("failures.lastInteractionAt", null)],
  ["no label", ["cost.unit"], set("cost.unit.label", "  ")],
  ["calls without the unit", ["cost.unit"], set("cost.carried.withoutUnit", 41)],
  ["the newest hour without the unit", ["cost.unit"], set("cost.carried.newestHour.withoutUnit", 50)],
  ["no call", ["cost.unit"], set("cost.lastCallAt", null)],
  ["nothing priced", ["cost.current"], set("cost.lastPricedAt", null)],
  ["few interactions priced whole", ["cost.current"], set("cost.recent.priced", 949)],
  ["no interaction", ["cost.current"], set("cost.lastInteractionAt", null)],
  ["unpriced calls", ["cost.coverage"], set("cost.billable.unpriced", 201)],
  ["no billable call", ["cost.coverage", "cost.complete"], set("cost.lastBillableAt", null)],
  ["no repeat ever", ["cost.complete"], set("cost.lastRepeatAt", null)],
  ["repeats that say first", ["cost.complete"], set("cost.siblings.calledFirst", 1)],
  ["repeats without a price", ["cost.complete"], set("cost.repeats.unpriced", 1)],
  ["nothing running", ["versions.kinds"], set("versions.running", null)],
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
  ["a deployment of nothing", ["versions.kinds"], set("versions.running.releases", [])],
  [
    "a canary without artifacts",
    ["versions.kinds"],
    ({ versions: v }) => void v.running?.releases.push({ digest: "cd", artifacts: [] }),
  ],
  [
    "a reason of dots",
    ["versions.kinds"],
    set("versions.running.releases.0.artifacts.1.change", "....... !!"),
  ],
  [
    "no declaration",
    ["versions.continuous", "versions.declared-is-observed"],
    set("versions.rectangles", []),
  ],
  [
    "everything recorded today",
    ["versions.continuous"],
    set("versions.rectangles.0.recordedFrom", now.getTime()),
  ],
  ["calls of another release", ["versions.declared-is-observed"], set("versions.observed.agreeing", 19_799)],
  [
    "a canary that was declared and never seen",
    ["versions.declared-is-observed"],
    set("versions.observed.shares.0.shares", [
      { release: "ab", least: 900_000, most: 900_000, carried: 20_000 },
      { release: "ef", least: 100_000, most: 100_000, carried: 0 },
    ]),
  ],
  [
    "every old release named with a millionth",
    ["versions.declared-is-observed"],
    set("versions.observed.shares.0.shares", [
      { release: "ab", least: 999_999, most: 999_999, carried: 19_600 },
      { release: "ef", least: 1, most: 1, carried: 400 },
    ]),
  ],
  [
    "a release that runs and was never seen",
    ["versions.declared-is-observed"],
    set("versions.observed.newest", { release: "ef", since: now.getTime() - HOUR_MS, calls: 0 }),
  ],
  ["no call seen", ["versions.declared-is-observed"], set("versions.lastCallAt", null)],
  ["no release before", ["versions.rollback"], set("versions.previous", null)],
  [
    "a release before that is a name only",
    ["versions.rollback"],
    set("versions.previous.notKept", ["prompt a v1"]),
  ],
  [
    "a rollback that was never seen",
    ["versions.rollback"],
    set("versions.rollbacks.0.after", { calls: 2_400, carried: 0 }),
  ],
  [
    "a rollback without calls",
    ["versions.rollback"],
    set("versions.rollbacks.0.after", { calls: 0, carried: 0 }),
  ],
  [
    "a rollback that a single call shows",
    ["versions.rollback"],
    set("versions.rollbacks.0.after", { calls: 1, carried: 1 }),
  ],
  [
    "a rollback of a part of the traffic",
    ["versions.rollback"],
    set("versions.rollbacks.0.after", { calls: 2_400, carried: 2_279 }),
  ],
  ["a rollback from what never ran", ["versions.rollback"], set("versions.rollbacks.0.before.carried", 19)],
  ["a rollback of a canary", ["versions.rollback"], set("versions.rollbacks.0.before.carried", 119)],
  [
    "the promotion of a canary",
    ["versions.rollback"],
    set("versions.rollbacks.0.earlier", { calls: 300, carried: 30 }),
  ],
  [
    "a rollback to what is new",
    ["versions.rollback"],
    set("versions.rollbacks.0.earlier", { calls: 0, carried: 0 }),
  ],
  ["a rollback to the same release", ["versions.rollback"], set("versions.rollbacks.0.to", "cd".repeat(32))],
  [
    "a rollback of last quarter",
    ["versions.rollback"],
    set("versions.rollbacks.0.recordedAt", ago(90 * DAY_MS)),
  ],
  ["no rollback", ["versions.rollback"], set("versions.rollbacks", [])],
  [
    "a reason that an import did not find",
    ["versions.kinds"],
    set("versions.running.releases.0.artifacts.0.change", "No reason in git: commit 12ab says “wip”."),
  ],
  ["no team", ["ownership.owner"], set("ownership.team", null)],
  ["nobody accountable", ["ownership.owner"], set("ownership.team.accountable", null)],
  ["an accountable outsider", ["ownership.owner"], set("ownership.team.accountable.isMember", false)],
  ["an accountable who left", ["ownership.owner"], set("ownership.team.accountable.disabledAt", ago(DAY_MS))],
  [
    "an accountable without an account",
    ["ownership.owner"],
    set("ownership.team.accountable.hasWayIn", false),
  ],
  ["a team of one", ["ownership.owner"], set("ownership.team.activeMembers", 1)],
  ["no rotation", ["ownership.on-call"], set("ownership.onCall", null)],
  ["a rotation of no team", ["ownership.on-call"], set("ownership.onCall.team", null)],
  ["a rotation for outages only", ["ownership.on-call"], set("ownership.onCall.coversAiIncidents", false)],
  [
    "a gap of a minute on the thirtieth day",
    ["ownership.on-call"],
    set("ownership.onCall.firstGap", {
      from: ago(-30 * DAY_MS + 60_000),
      to: ago(-30 * DAY_MS),
      who: "Ravi Tan",
    }),
  ],
  [
    "a rotation that nobody looked at for long",
    ["ownership.on-call"],
    set("ownership.onCall.lookedUntil", ago(-30 * DAY_MS)),
  ],
  ["no runbook", ["ownership.runbook", "ownership.tested"], set("ownership.runbook", null)],
  ["a runbook of headings", ["ownership.runbook"], set("ownership.runbook.words", 39)],
  ["links nobody followed", ["ownership.runbook"], set("ownership.runbook.links.waiting", 1)],
  ["a broken link", ["ownership.runbook"], set("ownership.runbook.links.broken.count", 1)],
  ["a link nobody can follow", ["ownership.runbook"], set("ownership.runbook.links.unchecked.count", 1)],
  [
    "a link that last worked a week ago",
    ["ownership.runbook"],
    set("ownership.runbook.links.oldestWorkedAt", ago(7 * DAY_MS)),
  ],
  ["no test", ["ownership.tested"], set("ownership.tests.ofNewest", [])],
  ["a failed test", ["ownership.tested"], set("ownership.tests.ofNewest.0.result", "failed")],
  ["a test by the author", ["ownership.tested"], set("ownership.tests.ofNewest.0.wrote", true)],
  ["a test by somebody else", ["ownership.tested"], set("ownership.tests.ofNewest.0.onRotation", false)],
  ["an author nobody knows", ["ownership.tested"], set("ownership.tests.authorsKnown", false)],
  ["a test of the future", ["ownership.tested"], set("ownership.tests.ofNewest.0.ranAt", ago(-HOUR_MS))],
  [
    "a test of before the text was written",
    ["ownership.tested"],
    set("ownership.tests.ofNewest.0.ranAt", ago(31 * DAY_MS)),
  ],
  [
    "a test of a quarter ago",
    ["ownership.tested"],
    (inputs) => {
      if (inputs.ownership.runbook) inputs.ownership.runbook.createdAt = ago(200 * DAY_MS);
      set("ownership.tests.ofNewest.0.ranAt", ago(90 * DAY_MS))(inputs);
    },
  ],
];

/** The inputs with everything taken away. */
export function emptyInputs(): Inputs {
  const inputs = goodInputs();
  for (const [, , remove] of removals) remove(inputs);
  inputs.quality.evalSet = null;
  return inputs;
}
