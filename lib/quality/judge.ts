import { type FeatureFacts, type Finding, finding } from "#lib/scorecard/domain";
import type { QualityEvidence, QualityPolicy } from "./domain.ts";

/**
 * Findings of the six quality checks. Nothing records eval runs, targets or alert routes, so none can be met: a
 * declared eval set says that it has a version, not how many cases it has.
 */
export function judgeQuality(
  evidence: QualityEvidence & { feature: FeatureFacts },
  policy: QualityPolicy,
  _now: Date,
): Finding[] {
  const { feature, evalSet } = evidence;
  const days = policy.cadenceDays[feature.stakes];
  const fix = (id: string, label: string) => ({
    label,
    href: `/features/${feature.slug}/quality#check-quality-${id}`,
  });
  const versions = { label: "What runs now", href: `/features/${feature.slug}/versions` };
  const setBecause = evalSet
    ? `No one has recorded how many cases the eval set ${evalSet.name} ${evalSet.version} has.`
    : "No eval set is declared in the release that runs now.";
  return [
    finding("eval-set", "unknown", setBecause, {
      evidence: evalSet ? [versions] : [],
      fix: evalSet
        ? fix("eval-set", "What is missing")
        : { label: "Declare an eval set", href: versions.href },
    }),
    finding("target", "unknown", "No metric has a numeric target.", {
      fix: fix("target", "What a target needs"),
    }),
    finding(
      "cadence",
      "unknown",
      `No eval run has ever been recorded; one is due every ${days === 1 ? "day" : `${days} days`}.`,
      {
        fix: fix("cadence", "What a schedule needs"),
      },
    ),
    finding(
      "production-sample",
      "unknown",
      "No eval run on samples of production traffic has ever been recorded.",
      {
        fix: fix("production-sample", "What a sample needs"),
      },
    ),
    finding(
      "alert",
      "unknown",
      "No alert of a regression is routed to anybody, and no test has shown that it would arrive.",
      {
        fix: fix("alert", "What an alert needs"),
      },
    ),
    finding(
      "on-target",
      "unknown",
      "The release that runs now has no eval result to hold against a target.",
      {
        fix: fix("on-target", "What is missing"),
      },
    ),
  ];
}
