import { formatNumber, formatPercent } from "#lib/core/format";
import { atLeastPercent, shareDown, shareUp } from "#lib/core/share";
import { addDays } from "#lib/core/time";
import { type FeatureFacts, type Finding, finding, type Link } from "#lib/scorecard/domain";
import {
  type FailuresEvidence,
  type FailuresPolicy,
  failedWithoutResponse,
  outcomeTotals,
  requiredModes,
} from "./domain.ts";

type Subject = FailuresEvidence & { feature: FeatureFacts };

function judgeBounded(evidence: Subject, policy: FailuresPolicy, now: Date): Finding {
  const { feature, outcomes, answeredSample, lastInteractionAt } = evidence;
  const calls = { label: "Calls", href: `/features/${feature.slug}/calls` };
  const failing = {
    label: "See the failed calls",
    href: `${calls.href}?environment=production&status=error`,
  };
  const send = { label: "Send telemetry", href: calls.href };
  const report = { label: "Report outcomes", href: `/features/${feature.slug}/failures#report-outcomes` };
  // A fix that leads to the calls is its own evidence.
  const say = (status: Finding["status"], because: string, fix?: Link, validUntil: string | null = null) =>
    finding("bounded", status, because, {
      evidence: lastInteractionAt === null || fix?.href.startsWith(calls.href) ? [] : [calls],
      validUntil,
      ...(fix ? { fix } : {}),
    });

  if (lastInteractionAt === null)
    return say("unknown", "No interaction has ever arrived in production.", report);
  const until = addDays(new Date(lastInteractionAt), policy.windowDays);
  const { total, reported } = outcomeTotals(outcomes);
  const window = `the last ${policy.windowDays} days`;
  if (until <= now || total === 0) return say("stale", `No interaction began in ${window}.`, send);

  const limit = policy.limitPerTenThousand[feature.stakes];
  const limitText = formatPercent(limit / 10_000, 2);
  const failed = failedWithoutResponse(outcomes);
  if (failed * 10_000 > limit * total) {
    return say(
      "unmet",
      `${shareUp(failed, total)} of ${formatNumber(total)} interactions in ${window} failed with no designed response; the limit is ${limitText}.`,
      failing,
    );
  }
  if (!atLeastPercent(reported, total, policy.reportedPercent)) {
    return say(
      "unmet",
      `Only ${shareDown(reported, total)} of ${formatNumber(total)} interactions in ${window} say how they ended; ${policy.reportedPercent} % are needed to trust the figure.`,
      report,
    );
  }
  if (answeredSample.lastCallFailed * 10_000 > limit * answeredSample.interactions) {
    return say(
      "unmet",
      `${shareUp(answeredSample.lastCallFailed, answeredSample.interactions)} of ${formatNumber(answeredSample.interactions)} sampled interactions say that they were answered, although their last call failed.`,
      report,
    );
  }
  const needed = policy.minInteractions[feature.stakes];
  if (total < needed) {
    return say(
      "unmet",
      `Only ${formatNumber(total)} interactions in ${window}; a failure rate under ${limitText} needs ${formatNumber(needed)} to be seen.`,
      send,
    );
  }
  return say(
    "met",
    `${failed === 0 ? "None" : shareUp(failed, total)} of ${formatNumber(total)} interactions in ${window} failed with no designed response; the limit is ${limitText}.`,
    undefined,
    until.toISOString(),
  );
}

/** Findings of the four failure checks. Modes, drills and limits cannot be recorded yet; `bounded` is seen in telemetry. */
export function judgeFailures(evidence: Subject, policy: FailuresPolicy, now: Date): Finding[] {
  const { feature } = evidence;
  const fix = (id: string, label: string) => ({
    label,
    href: `/features/${feature.slug}/failures#check-failures-${id}`,
  });
  return [
    finding(
      "documented",
      "unknown",
      `None of the ${requiredModes.length} required failure modes has a trigger, a detection and a designed response on record.`,
      {
        fix: fix("documented", "What a failure mode needs"),
      },
    ),
    finding(
      "drilled",
      "unknown",
      `No drill has ever been recorded; each mode needs one every ${policy.drillDays[feature.stakes]} days.`,
      {
        fix: fix("drilled", "What a drill needs"),
      },
    ),
    judgeBounded(evidence, policy, now),
    finding(
      "enforced",
      "unknown",
      "Nothing says which timeout, retries, fallback and ceiling this feature has, so telemetry cannot show them at work.",
      {
        fix: fix("enforced", "What is missing"),
      },
    ),
  ];
}
