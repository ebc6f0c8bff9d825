import { formatCount, formatDateTime, formatNumber } from "#lib/core/format";
import { centsOf, formatCents } from "#lib/core/money";
import { atLeastPercent, shareDown } from "#lib/core/share";
import { addDays, HOUR_MS } from "#lib/core/time";
import { type Finding, finding, type Link } from "#lib/scorecard/domain";
import type { CostPolicy, CostSubject } from "./domain.ts";
import { judgeComplete } from "./judge-complete.ts";

function hoursAfter(at: string, hours: number): Date {
  return new Date(new Date(at).getTime() + hours * HOUR_MS);
}

function judgeUnit(evidence: CostSubject, policy: CostPolicy, now: Date): Finding {
  const { feature, unit, carried, lastCallAt } = evidence;
  const edit = { label: "Define the unit", href: `/features/${feature.slug}/edit` };
  const calls = { label: "Calls", href: `/features/${feature.slug}/calls` };
  const label = unit.label?.trim() ?? "";
  if (label === "")
    return finding("unit", "unmet", "Nobody has said what one unit of work is called.", { fix: edit });
  if (unit.kind === "trace") return finding("unit", "met", `One ${label} is one trace.`);

  const what = unit.kind === "conversation" ? "conversation id" : `attribute ${unit.attribute ?? ""}`;
  const send = { label: "Send the unit", href: `/features/${feature.slug}/calls` };
  if (lastCallAt === null)
    return finding("unit", "unknown", `No call has arrived yet that could carry the ${what}.`, { fix: send });
  const until = hoursAfter(lastCallAt, policy.currentHours);
  if (until <= now || carried.calls === 0) {
    return finding(
      "unit",
      "stale",
      `No call in the last ${policy.currentHours} h shows that the ${what} is sent; the last was on ${formatDateTime(lastCallAt, "UTC")}.`,
      { evidence: [calls], fix: send },
    );
  }
  const carries = (part: { calls: number; withoutUnit: number }) =>
    atLeastPercent(part.calls - part.withoutUnit, part.calls, policy.unitPercent);
  // The newest hour counts for itself: a unit that was redefined must not live on the calls of the old one.
  const poorest = carries(carried.newestHour) ? carried : carried.newestHour;
  const share = shareDown(poorest.calls - poorest.withoutUnit, poorest.calls);
  if (!carries(poorest)) {
    return finding(
      "unit",
      "unmet",
      `Only ${share} of ${formatCount(poorest.calls, "call")} carry the ${what} that names one ${label}.`,
      { evidence: [calls], fix: send },
    );
  }
  return finding(
    "unit",
    "met",
    `One ${label} is one ${what}; ${share} of ${formatCount(poorest.calls, "call")} in the last ${policy.currentHours} h carry it.`,
    { evidence: [calls], validUntil: until.toISOString() },
  );
}

function judgeCurrent(evidence: CostSubject, policy: CostPolicy, now: Date, cost: Link): Finding {
  const { feature, recent, lastInteractionAt, lastPricedAt } = evidence;
  const label = evidence.unit.label?.trim() || "interaction";
  const send = { label: "Send telemetry", href: `/features/${feature.slug}/calls` };
  const price = { label: "Add the missing price", href: "/prices#unpriced" };
  const window = `the last ${policy.currentHours} h`;
  if (lastInteractionAt === null)
    return finding("current", "unknown", "No interaction has ever arrived in production.", { fix: send });
  if (lastPricedAt === null) {
    return finding(
      "current",
      "unmet",
      "No interaction has ever had a cost: its calls have no price, or a price of zero.",
      { fix: price },
    );
  }
  const until = hoursAfter(lastPricedAt, policy.currentHours);
  if (until <= now || recent.priced === 0) {
    const stopped = hoursAfter(lastInteractionAt, policy.currentHours) <= now;
    const because = stopped
      ? `No interaction began in ${window}; the last was on ${formatDateTime(lastInteractionAt, "UTC")}.`
      : `None of the ${formatNumber(recent.interactions)} interactions in ${window} has a cost; the last that had one was on ${formatDateTime(lastPricedAt, "UTC")}.`;
    return finding("current", "stale", because, { evidence: [cost], fix: stopped ? send : price });
  }
  if (!atLeastPercent(recent.priced, recent.interactions, policy.pricedInteractionsPercent)) {
    return finding(
      "current",
      "unmet",
      `Only ${shareDown(recent.priced, recent.interactions)} of ${formatNumber(recent.interactions)} interactions in ${window} are priced whole, so their mean speaks for few.`,
      { evidence: [cost], fix: price },
    );
  }
  const cents = formatCents(centsOf(BigInt(recent.pricedCostNano)) / recent.priced);
  return finding(
    "current",
    "met",
    `${cents} cents per ${label} in ${window}, over ${formatCount(recent.priced, "interaction")}.`,
    { evidence: [cost], validUntil: until.toISOString() },
  );
}

function judgeCoverage(evidence: CostSubject, policy: CostPolicy, now: Date, cost: Link): Finding {
  const { feature, billable, lastBillableAt } = evidence;
  const window = `the last ${policy.windowDays} days`;
  if (lastBillableAt === null) {
    return finding("coverage", "unknown", "No billable call has ever arrived in production.", {
      fix: { label: "Send telemetry", href: `/features/${feature.slug}/calls` },
    });
  }
  const until = addDays(new Date(lastBillableAt), policy.windowDays);
  if (until <= now || billable.calls === 0) {
    return finding("coverage", "stale", `No billable call in ${window}.`, {
      evidence: [cost],
      fix: { label: "Send telemetry", href: `/features/${feature.slug}/calls` },
    });
  }
  const priced = billable.calls - billable.unpriced;
  const because = `${shareDown(priced, billable.calls)} of ${formatNumber(billable.calls)} billable calls in ${window} have a price`;
  if (!atLeastPercent(priced, billable.calls, policy.pricedCallsPercent)) {
    return finding("coverage", "unmet", `Only ${because}; ${policy.pricedCallsPercent} % are needed.`, {
      evidence: [cost],
      fix: { label: "Add the missing price", href: "/prices#unpriced" },
    });
  }
  return finding("coverage", "met", `${because}.`, { evidence: [cost], validUntil: until.toISOString() });
}

/** Findings of the five cost checks. Budgets cannot be recorded yet, so `ceiling` is unknown. */
export function judgeCost(evidence: CostSubject, policy: CostPolicy, now: Date): Finding[] {
  const cost = { label: "Cost", href: `/features/${evidence.feature.slug}/cost` };
  return [
    judgeUnit(evidence, policy, now),
    judgeCurrent(evidence, policy, now, cost),
    judgeCoverage(evidence, policy, now, cost),
    judgeComplete(evidence, policy, now, cost),
    finding(
      "ceiling",
      "unknown",
      "No budget with an owner has been recorded, so nobody would be told when spending runs away.",
      {
        fix: { label: "See what it spends", href: cost.href },
      },
    ),
  ];
}
