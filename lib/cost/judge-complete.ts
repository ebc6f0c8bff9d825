import { formatCount, formatDate, formatNumber } from "#lib/core/format";
import { atLeastPercent, shareDown } from "#lib/core/share";
import { addDays } from "#lib/core/time";
import { type Finding, finding, type Link } from "#lib/scorecard/domain";
import type { CostPolicy, CostSubject } from "./domain.ts";

/**
 * Whether retries and fallbacks are told apart and counted. Telemetry cannot show that a feature never retries: one
 * that reports every call as a first attempt looks the same. So a repeat must have been seen, the siblings of failed
 * calls must not call themselves first, and repeats must have a price.
 */
export function judgeComplete(evidence: CostSubject, policy: CostPolicy, now: Date, cost: Link): Finding {
  const { feature, repeats, siblings, lastRepeatAt, lastBillableAt } = evidence;
  const calls = { label: "Calls", href: `/features/${feature.slug}/calls` };
  const mark = { label: "See the failed calls", href: calls.href };
  const window = `the last ${policy.windowDays} days`;
  if (lastBillableAt === null) {
    return finding("complete", "unknown", "No billable call has ever arrived in production.", {
      fix: { label: "Send telemetry", href: calls.href },
    });
  }
  if (
    !atLeastPercent(
      siblings.followed - siblings.calledFirst,
      Math.max(siblings.followed, 1),
      policy.toldApartPercent,
    ) &&
    siblings.followed > 0
  ) {
    return finding(
      "complete",
      "unmet",
      `${formatNumber(siblings.calledFirst)} of ${formatCount(siblings.followed, "call")} that repeat a failed one are reported as first attempts.`,
      { evidence: [calls], fix: mark },
    );
  }
  if (lastRepeatAt === null) {
    const because =
      repeats.failedCalls > 0
        ? `${formatCount(repeats.failedCalls, "call")} failed in ${window} and no retry or fallback was ever seen: the feature gives up, or does not report them.`
        : "No retry or fallback was ever seen, so nothing shows that they would be told apart.";
    return finding("complete", "unknown", because, { evidence: [calls], fix: mark });
  }
  const until = addDays(new Date(lastRepeatAt), policy.repeatSeenDays);
  if (until <= now || addDays(new Date(lastBillableAt), policy.windowDays) <= now) {
    return finding(
      "complete",
      "stale",
      `The last retry or fallback was seen on ${formatDate(lastRepeatAt, "UTC")}, the last billable call on ${formatDate(lastBillableAt, "UTC")}.`,
      { evidence: [calls], fix: mark },
    );
  }
  if (
    repeats.succeeded > 0 &&
    !atLeastPercent(repeats.succeeded - repeats.unpriced, repeats.succeeded, policy.pricedCallsPercent)
  ) {
    return finding(
      "complete",
      "unmet",
      `Only ${shareDown(repeats.succeeded - repeats.unpriced, repeats.succeeded)} of ${formatNumber(repeats.succeeded)} successful retries and fallbacks in ${window} have a price.`,
      { evidence: [cost], fix: { label: "Add the missing price", href: "/prices#unpriced" } },
    );
  }
  const total = repeats.retries + repeats.fallbacks;
  const because =
    total > 0
      ? `${formatCount(repeats.retries, "retry", "retries")} and ${formatCount(repeats.fallbacks, "fallback")} in ${window} are told apart and priced.`
      : `Retries and fallbacks are told apart; the last was seen on ${formatDate(lastRepeatAt, "UTC")}.`;
  const valid = Math.min(until.getTime(), addDays(new Date(lastBillableAt), policy.windowDays).getTime());
  return finding("complete", "met", because, {
    evidence: [calls, cost],
    validUntil: new Date(valid).toISOString(),
  });
}
