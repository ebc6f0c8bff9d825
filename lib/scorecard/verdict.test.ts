import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { gapWords } from "#lib/versions/gap-words";
import type { Inputs } from "./inputs.ts";
import { judged, later } from "./testing/judged.ts";
import { ago, goodInputs, now, runningDigest, set } from "./testing/sample-inputs.ts";

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
    const check = judged("failures.bounded", set("failures.answeredSample.lastCallFailed", 25));
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
    expect(judged("failures.bounded", set("failures.outcomes", outcomes))).toMatchObject({
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
    const end = set("versions.running.until", later(HOUR_MS).toISOString());
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
    const young = judged("versions.continuous", set("versions.firstInteractionAt", ago(5 * DAY_MS)));
    expect(young.because).toBe("What ran is known without a gap since 17 Nov 2026.");
  });
  test("stale: the declared end has passed and nothing follows", () => {
    const end = set("versions.rectangles.0.to", later(HOUR_MS).getTime());
    expect(judged("versions.continuous", end).status).toBe("met");
    expect(judged("versions.continuous", end, later(2 * HOUR_MS)).status).toBe("stale");
  });
  test("cheat: reporting today what is said to have run for 150 days", () => {
    const backDated = set("versions.rectangles.0.recordedFrom", now.getTime());
    expect(judged("versions.continuous", backDated)).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("Nothing recorded within 24 h"),
    });
  });
  test("a gap is told by its days, and by its times only within one day", () => {
    const words = (from: string, to: string) => gapWords(Date.parse(from), Date.parse(to));
    expect(words("2026-10-23T07:00:00Z", "2026-11-21T06:15:00Z")).toBe("from 23 Oct to 21 Nov 2026");
    expect(words("2025-12-30T07:00:00Z", "2026-01-02T06:15:00Z")).toBe("from 30 Dec 2025 to 2 Jan 2026");
    expect(words("2026-11-21T07:00:00Z", "2026-11-21T09:30:00Z")).toBe(
      "on 21 Nov 2026 from 07:00 to 09:30 UTC",
    );
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
    const other = set("versions.observed", {
      ...goodInputs().versions.observed,
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
    const left = set("ownership.team.accountable.disabledAt", ago(DAY_MS));
    expect(judged("ownership.owner", left)).toMatchObject({
      status: "stale",
      because: expect.stringContaining("since 21 Nov 2026"),
    });
  });
  test("cheat: naming somebody from elsewhere as accountable", () => {
    const outsider = set("ownership.team.accountable.isMember", false);
    expect(judged("ownership.owner", outsider).status).toBe("unmet");
  });
  test("a runbook without links is met and never stale by age; its links and its test are looked at again", () => {
    const alone = (inputs: Inputs) => {
      if (inputs.ownership.runbook)
        Object.assign(inputs.ownership.runbook.links, { total: 0, oldestWorkedAt: null });
    };
    expect(judged("ownership.runbook", alone, later(3650 * DAY_MS)).status).toBe("met");
    expect(judged("ownership.runbook", undefined, later(8 * DAY_MS)).status).toBe("stale");
  });
});
