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

/** Tools aside, where there are other calls: a tool has a price by definition, and would hide models that have none. */
function judgedCalls({ billable, billableTools }: CostSubject) {
  const without = (key: "calls" | "unpriced" | "zeroPriced") =>
    (billable[key] ?? 0) - (billableTools?.[key] ?? 0);
  const models = {
    calls: without("calls"),
    unpriced: without("unpriced"),
    zeroPriced: without("zeroPriced"),
  };
  if (models.calls === 0)
    return { ...billable, zeroPriced: billable.zeroPriced ?? 0, what: "billable calls" };
  return { ...models, what: billableTools?.calls ? "billable calls other than tools" : "billable calls" };
}

/**
 * Whether calls have a price. A stated price of zero counts as none: whoever states it would otherwise make what nobody
 * knows the price of look covered.
 */
function judgeCoverage(evidence: CostSubject, policy: CostPolicy, now: Date, cost: Link): Finding {
  const { feature, lastBillableAt } = evidence;
  const { calls, unpriced, zeroPriced, what } = judgedCalls(evidence);
  const window = `the last ${policy.windowDays} days`;
  if (lastBillableAt === null) {
    return finding("coverage", "unknown", "No billable call has ever arrived in production.", {
      fix: { label: "Send telemetry", href: `/features/${feature.slug}/calls` },
    });
  }
  const until = addDays(new Date(lastBillableAt), policy.windowDays);
  if (until <= now || calls === 0) {
    return finding("coverage", "stale", `No billable call in ${window}.`, {
      evidence: [cost],
      fix: { label: "Send telemetry", href: `/features/${feature.slug}/calls` },
    });
  }
  const priced = calls - unpriced - zeroPriced;
  const zeros =
    zeroPriced > 0
      ? ` ${formatCount(zeroPriced, "more call")} cost nothing by an own price of zero or a discount of 100 %, which counts as no price.`
      : "";
  const because = `${shareDown(priced, calls)} of ${formatNumber(calls)} ${what} in ${window} have a price`;
  if (!atLeastPercent(priced, calls, policy.pricedCallsPercent)) {
    return finding(
      "coverage",
      "unmet",
      `Only ${because}; ${policy.pricedCallsPercent} % are needed.${zeros}`,
      {
        evidence: [cost],
        fix:
          unpriced > 0
            ? { label: "Add the missing price", href: "/prices#unpriced" }
            : { label: "State what they cost", href: "/prices" },
      },
    );
  }
  return finding("coverage", "met", `${because}.${zeros}`, {
    evidence: [cost],
    validUntil: until.toISOString(),
  });
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
