import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { criteria } from "./criteria.ts";
import { type Check, checkPath } from "./domain.ts";
import { evaluate } from "./evaluate.ts";
import type { Inputs } from "./inputs.ts";
import { ago, goodInputs, now, runningDigest } from "./testing/sample-inputs.ts";

/** One check of good evidence after a change of it. */
function judged(path: string, change: (inputs: Inputs) => void = () => undefined, at = now): Check {
  const inputs = goodInputs();
  change(inputs);
  const found = evaluate(inputs, criteria, at)
    .characteristics.flatMap((one) =>
      one.checks.map((check) => ({ path: checkPath(one.key, check.id), check })),
    )
    .find((one) => one.path === path);
  if (!found) throw new Error(`no check ${path}`);
  return found.check;
}

const later = (ms: number) => new Date(now.getTime() + ms);

describe("failures.bounded", () => {
  test("met: few interactions fail with no designed response", () => {
    expect(judged("failures.bounded")).toMatchObject({
      status: "met",
      because:
        "0.05 % of 10,000 interactions in the last 7 days failed with no designed response; the limit is 0.5 %.",
      validUntil: "2026-11-29T09:00:00.000Z",
    });
  });
  test("stale: traffic stopped a week ago", () => {
    expect(judged("failures.bounded", undefined, later(7 * DAY_MS)).status).toBe("stale");
  });
  test("cheat: saying nothing about how interactions end", () => {
    const check = judged("failures.bounded", ({ failures }) => {
      failures.outcomes = { ...failures.outcomes, answered: 9_000, silent: 905 };
    });
    expect(check).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("Only 90.95 % of 10,000 interactions"),
    });
  });
  test("cheat: saying that all was answered while the last call failed", () => {
    const check = judged(
      "failures.bounded",
      ({ failures }) => void (failures.answeredSample.lastCallFailed = 25),
    );
    expect(check).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("although their last call failed"),
    });
  });
  test("by accident: three quiet interactions prove no rate", () => {
    const outcomes = {
      answered: 3,
      degraded: 0,
      refused: 0,
      escalated: 0,
      failed: 0,
      silent: 0,
      silentFailed: 0,
    };
    expect(judged("failures.bounded", ({ failures }) => void (failures.outcomes = outcomes))).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("Only 3 interactions"),
    });
  });
  test("a limit of lower stakes is wider", () => {
    const change = (stakes: "high" | "low") => (inputs: Inputs) => {
      inputs.feature.stakes = stakes;
      inputs.failures.outcomes.failed = 200;
    };
    expect(judged("failures.bounded", change("high")).status).toBe("unmet");
    expect(judged("failures.bounded", change("low")).status).toBe("met");
  });
});

describe("cost.unit", () => {
  test("met: the unit has a name and the calls carry it", () => {
    expect(judged("cost.unit")).toMatchObject({
      status: "met",
      because: "One claim is one conversation id; 99.75 % of 4,000 calls in the last 24 h carry it.",
    });
  });
  test("stale: no call for a day shows that it is still sent; a trace needs no call to be one", () => {
    expect(judged("cost.unit", undefined, later(DAY_MS)).status).toBe("stale");
    expect(judged("cost.unit", ({ cost }) => void (cost.unit.kind = "trace"), later(DAY_MS)).status).toBe(
      "met",
    );
  });
  test("cheat: naming an attribute that no call carries", () => {
    const change = ({ cost }: Inputs) => {
      cost.unit = { kind: "attribute", attribute: "claim.id", label: "claim" };
      cost.carried.withoutUnit = 4_000;
    };
    expect(judged("cost.unit", change)).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("Only 0 % of 4,000 calls"),
    });
  });
  test("cheat: redefining the unit and living on the calls of before", () => {
    const change = ({ cost }: Inputs) =>
      void (cost.carried = { calls: 4_000, withoutUnit: 30, newestHour: { calls: 30, withoutUnit: 30 } });
    expect(judged("cost.unit", change).status).toBe("unmet");
  });
  test("cheat: a name of blanks", () => {
    expect(judged("cost.unit", ({ cost }) => void (cost.unit.label = " ")).status).toBe("unmet");
  });
});

describe("cost.current", () => {
  test("met: cents per interaction of the last day", () => {
    expect(judged("cost.current")).toMatchObject({
      status: "met",
      because: "6.13 cents per claim in the last 24 h, over 998 interactions.",
    });
  });
  test("stale: traffic stopped; and: traffic goes on without prices", () => {
    expect(judged("cost.current", undefined, later(DAY_MS))).toMatchObject({
      status: "stale",
      because: expect.stringContaining("No interaction began"),
    });
    const unpriced = judged("cost.current", ({ cost }) => {
      cost.recent.priced = 0;
      cost.lastPricedAt = ago(30 * HOUR_MS);
    });
    expect(unpriced).toMatchObject({
      status: "stale",
      because: expect.stringContaining("None of the 1,000 interactions"),
    });
  });
  test("cheat: pricing the cheap ones only", () => {
    expect(judged("cost.current", ({ cost }) => void (cost.recent.priced = 10)).status).toBe("unmet");
  });
});

describe("cost.coverage", () => {
  test("met at exactly 99 %, not a call below, however it rounds", () => {
    expect(
      judged("cost.coverage", ({ cost }) => void (cost.billable = { calls: 20_000, unpriced: 200 })).status,
    ).toBe("met");
    const below = judged(
      "cost.coverage",
      ({ cost }) => void (cost.billable = { calls: 20_000, unpriced: 201 }),
    );
    expect(below).toMatchObject({ status: "unmet", because: expect.stringContaining("98.99 %") });
  });
  test("stale: no billable call for a week", () => {
    expect(judged("cost.coverage", undefined, later(7 * DAY_MS)).status).toBe("stale");
  });
  test("cheat: sending nothing billable leaves nothing to cover", () => {
    const change = ({ cost }: Inputs) => {
      cost.billable = { calls: 0, unpriced: 0 };
      cost.lastBillableAt = null;
    };
    expect(judged("cost.coverage", change).status).toBe("unknown");
  });
});

describe("cost.complete", () => {
  test("met: repeats are told apart and priced", () => {
    expect(judged("cost.complete")).toMatchObject({
      status: "met",
      because: "40 retries and 3 fallbacks in the last 7 days are told apart and priced.",
    });
  });
  test("stale: the last repeat was seen a quarter ago", () => {
    expect(judged("cost.complete", ({ cost }) => void (cost.lastRepeatAt = ago(90 * DAY_MS))).status).toBe(
      "stale",
    );
  });
  test("cheat: reporting every call as a first attempt", () => {
    const change = ({ cost }: Inputs) => {
      cost.siblings = { followed: 43, calledFirst: 43 };
      cost.repeats = { retries: 0, fallbacks: 0, succeeded: 0, unpriced: 0, failedCalls: 50 };
      cost.lastRepeatAt = null;
    };
    expect(judged("cost.complete", change)).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("43 of 43 calls"),
    });
  });
  test("by accident: failures that nothing follows may be retries that nobody reports", () => {
    const change = ({ cost }: Inputs) => {
      cost.siblings = { followed: 0, calledFirst: 0 };
      cost.lastRepeatAt = null;
    };
    expect(judged("cost.complete", change)).toMatchObject({
      status: "unknown",
      because: expect.stringContaining("gives up, or does not report"),
    });
  });
});

describe("versions.kinds", () => {
  test("met: every kind runs in a version with a reason", () => {
    expect(judged("versions.kinds").because).toBe(
      "Versions with a reason run now: prompt, model, eval set, retrieval.",
    );
  });
  test("a feature that does not retrieve needs no retrieval configuration", () => {
    const drop = (uses: boolean) => (inputs: Inputs) => {
      inputs.feature.usesRetrieval = uses;
      inputs.versions.running?.releases[0]?.artifacts.pop();
    };
    expect(judged("versions.kinds", drop(true)).status).toBe("unmet");
    expect(judged("versions.kinds", drop(false)).status).toBe("met");
  });
  test("stale: the declared end has passed", () => {
    const end = (inputs: Inputs) =>
      void (inputs.versions.running && (inputs.versions.running.until = later(HOUR_MS).toISOString()));
    expect(judged("versions.kinds", end)).toMatchObject({
      status: "met",
      validUntil: later(HOUR_MS).toISOString(),
    });
    expect(judged("versions.kinds", end, later(HOUR_MS)).status).toBe("stale");
  });
  test("cheat: a canary of one prompt beside a whole release", () => {
    const canary = {
      digest: "cd".repeat(32),
      artifacts: [
        { kind: "prompt" as const, name: "triage-main", version: "v15", change: "Shorter answers" },
      ],
    };
    expect(
      judged("versions.kinds", ({ versions }) => void versions.running?.releases.push(canary)).status,
    ).toBe("unmet");
  });
});

describe("versions.continuous", () => {
  test("met over 90 days, or over a shorter life", () => {
    expect(judged("versions.continuous").because).toBe("What ran is known without a gap since 24 Aug 2026.");
    const young = judged(
      "versions.continuous",
      (inputs) => void (inputs.versions.firstInteractionAt = ago(5 * DAY_MS)),
    );
    expect(young.because).toBe("What ran is known without a gap since 17 Nov 2026.");
  });
  test("stale: the declared end has passed and nothing follows", () => {
    const end = ({ versions }: Inputs) =>
      versions.rectangles.forEach((one) => void (one.to = later(HOUR_MS).getTime()));
    expect(judged("versions.continuous", end).status).toBe("met");
    expect(judged("versions.continuous", end, later(2 * HOUR_MS)).status).toBe("stale");
  });
  test("cheat: reporting today what is said to have run for 150 days", () => {
    const backDated = ({ versions }: Inputs) =>
      versions.rectangles.forEach((one) => void (one.recordedFrom = now.getTime()));
    expect(judged("versions.continuous", backDated)).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("Nothing recorded within 24 h"),
    });
  });
  test("a gap in the middle is not mended by a later report of it", () => {
    const gap = ({ versions }: Inputs) => {
      const [first] = versions.rectangles;
      if (!first) return;
      const from = now.getTime() - 20 * DAY_MS;
      const to = now.getTime() - 10 * DAY_MS;
      versions.rectangles = [
        { ...first, to: from },
        { from, to, recordedFrom: now.getTime() - HOUR_MS, recordedTo: null, releases: [runningDigest] },
        { from: to, to: null, recordedFrom: to, recordedTo: null, releases: [runningDigest] },
      ];
    };
    expect(judged("versions.continuous", gap).status).toBe("unmet");
  });
});

describe("versions.declared-is-observed", () => {
  test("met, and stale when no call was seen for a week", () => {
    expect(judged("versions.declared-is-observed").because).toBe(
      "99.9 % of 20,000 calls in the last 7 days carry the release and model that were declared.",
    );
    expect(judged("versions.declared-is-observed", undefined, later(7 * DAY_MS)).status).toBe("stale");
  });
  test("cheat: declaring one model and running another; it is named", () => {
    const other = ({ versions }: Inputs) =>
      void (versions.observed = {
        ...versions.observed,
        agreeing: 0,
        otherModel: 20_000,
        mostUndeclared: { what: "model gpt-4o-mini", calls: 20_000 },
      });
    expect(judged("versions.declared-is-observed", other)).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("model gpt-4o-mini"),
    });
  });
});

describe("ownership", () => {
  test("met: a team with an accountable member and others", () => {
    expect(judged("ownership.owner").because).toBe(
      "The team Claims owns it with 4 members; Ravi Tan is accountable.",
    );
  });
  test("stale: the accountable person can no longer sign in", () => {
    const left = ({ ownership }: Inputs) =>
      void (ownership.team?.accountable && (ownership.team.accountable.disabledAt = ago(DAY_MS)));
    expect(judged("ownership.owner", left)).toMatchObject({
      status: "stale",
      because: expect.stringContaining("since 21 Nov 2026"),
    });
  });
  test("cheat: naming somebody from elsewhere as accountable", () => {
    const outsider = ({ ownership }: Inputs) =>
      void (ownership.team?.accountable && (ownership.team.accountable.isMember = false));
    expect(judged("ownership.owner", outsider).status).toBe("unmet");
  });
  test("a runbook is met without links, unknown with them, and never stale by age: its test is another check", () => {
    expect(judged("ownership.runbook", undefined, later(3650 * DAY_MS)).status).toBe("met");
    const linked = judged(
      "ownership.runbook",
      ({ ownership }) => void (ownership.runbook && (ownership.runbook.linkLines = 2)),
    );
    expect(linked.status).toBe("unknown");
  });
});
