import { expect, test } from "vitest";
import { DAY_MS } from "#lib/core/time";
import { ago, goodInputs, now } from "#lib/scorecard/testing/sample-inputs";
import { judgeOnCall, type OnCallEvidence } from "./judge-on-call.ts";

const { feature } = goodInputs();
const good = goodInputs().ownership.onCall as NonNullable<OnCallEvidence>;
const judge = (evidence: OnCallEvidence, at = now) => judgeOnCall(evidence, feature, 30, at);

test("valid until thirty days before the first gap, or before what was not looked at", () => {
  expect(judge(good)).toMatchObject({ status: "met", validUntil: ago(-60 * DAY_MS), fix: null });
  const gap = { from: ago(-40 * DAY_MS), to: ago(-41 * DAY_MS), who: null };
  expect(judge({ ...good, firstGap: gap })).toMatchObject({ status: "met", validUntil: ago(-10 * DAY_MS) });
});

test("a gap that begins when the thirty days end is none yet, and one a moment earlier is", () => {
  const end = now.getTime() + 30 * DAY_MS;
  const from = (ms: number) => ({ from: new Date(ms).toISOString(), to: ago(-50 * DAY_MS), who: null });
  expect(judge({ ...good, firstGap: from(end + 1) }).status).toBe("met");
  expect(judge({ ...good, firstGap: from(end) }).status).toBe("unmet");
});

test("time that went by makes it stale, a gap that was seen makes it unmet", () => {
  const gap = { from: ago(-40 * DAY_MS), to: ago(-41 * DAY_MS), who: "Ravi Tan" };
  const later = new Date(now.getTime() + 10 * DAY_MS);
  expect(judge({ ...good, firstGap: gap }, later)).toMatchObject({
    status: "stale",
    because:
      "Nobody is on call in the rotation Claims primary from 1 Jan 2027, 10:30 CET; it would be Ravi Tan, who cannot be on call.",
  });
  expect(judge({ ...good, firstGap: { ...gap, from: ago(0) } })).toMatchObject({
    status: "unmet",
    because: expect.stringContaining("Claims primary now; it would be"),
    fix: { href: "/on-call/claims-primary" },
  });
});
