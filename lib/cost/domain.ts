import { Temporal } from "temporal-polyfill";
import { dayInterval, dayOf } from "#lib/core/calendar";
import { DAY_MS, HOUR_MS, type Interval } from "#lib/core/time";
import type { FeatureFacts } from "#lib/scorecard/domain";

/** The beginning of the UTC hour of an instant. */
export function floorHour(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}

/** The end of the UTC hour of an instant; the instant itself when it is a full hour. */
export function ceilHour(at: Date): Date {
  return new Date(Math.ceil(at.getTime() / HOUR_MS) * HOUR_MS);
}

/**
 * The beginnings of all hours or zone's days that a range touches, ascending. A day has 23 or 25 hours when clocks
 * change. The first may lie before `from`.
 */
export function seriesStarts({ from, to }: Interval, grain: "hour" | "day", zone: string): Date[] {
  if (from >= to) return [];
  if (grain === "hour") {
    const first = floorHour(from).getTime();
    const count = Math.ceil((to.getTime() - first) / HOUR_MS);
    return Array.from({ length: count }, (_, index) => new Date(first + index * HOUR_MS));
  }
  const starts: Date[] = [];
  let day = Temporal.PlainDate.from(dayOf(from, zone));
  for (;;) {
    const start = dayInterval(day.toString(), zone).from;
    if (start >= to) return starts;
    starts.push(start);
    day = day.add({ days: 1 });
  }
}

const rangeDays = { "7d": 7, "30d": 30, "90d": 90 } as const;

/**
 * The instants of a screen's range: 24 hours up to the end of this one, or whole days of the zone up to the end of this
 * hour, today among them. The same within an hour.
 */
export function rangeOf(
  range: "24h" | keyof typeof rangeDays,
  zone: string,
  now: Date,
): Interval & { grain: "hour" | "day" } {
  const to = ceilHour(new Date(now.getTime() + 1));
  if (range === "24h") return { from: new Date(to.getTime() - DAY_MS), to, grain: "hour" };
  const today = Temporal.PlainDate.from(dayOf(now, zone));
  const first = today.subtract({ days: rangeDays[range] - 1 });
  return { from: dayInterval(first.toString(), zone).from, to, grain: "day" };
}

export const costParts = ["first", "retry", "fallback", "tool"] as const;
export type CostPart = (typeof costParts)[number];

/** The part of the cost that a call belongs to: tools are one part, whatever their attempt. Attempts as in the call table. */
export function costPartOf(operation: string, attempt: number): CostPart {
  if (operation === "execute_tool") return "tool";
  return attempt === 2 ? "retry" : attempt === 3 ? "fallback" : "first";
}

/** Fractions of the whole; they sum to 1. Each is null while the whole is 0: nothing has no parts. */
export function sharesOf(costNano: Record<CostPart, bigint>): Record<CostPart, number | null> {
  const total = costParts.reduce((sum, part) => sum + costNano[part], 0n);
  const share = (part: CostPart) => (total === 0n ? null : Number(costNano[part]) / Number(total));
  return { first: share("first"), retry: share("retry"), fallback: share("fallback"), tool: share("tool") };
}

export type CostPolicy = {
  /** Hours of traffic that `unit` and `current` look at. */
  currentHours: number;
  /** Days of traffic that `coverage` and `complete` look at. */
  windowDays: number;
  /** Percentage of calls that must carry the unit of work. */
  unitPercent: number;
  /** Percentage of interactions that must be priced whole, or the figure speaks for something else. */
  pricedInteractionsPercent: number;
  /** Percentage of billable calls that must have a price. */
  pricedCallsPercent: number;
  /** Percentage of repeats that must be told apart from first attempts. */
  toldApartPercent: number;
  /** Days that a retry or fallback seen in telemetry proves that they are reported. */
  repeatSeenDays: number;
};

/** Inputs of scorecards from before own prices say nothing of `zeroPriced`. */
export type BillableCalls = { calls: number; unpriced: number; zeroPriced?: number };

/** Counts of production traffic. Instants are the starts of UTC hours (of UTC days beyond the window), null for never. */
export type CostEvidence = {
  unit: { kind: "trace" | "conversation" | "attribute"; attribute: string | null; label: string | null };
  /** Calls of the last `currentHours`, and of the newest hour that had any. */
  carried: { calls: number; withoutUnit: number; newestHour: { calls: number; withoutUnit: number } };
  lastCallAt: string | null;
  /** Interactions that began in the last `currentHours`; the cost in nano-dollars as a decimal string. */
  recent: { interactions: number; priced: number; pricedCostNano: string };
  lastInteractionAt: string | null;
  /** Newest start of a fully priced interaction that cost something. */
  lastPricedAt: string | null;
  /** Of these calls some are said to cost nothing, by an own price of zero or a discount of all of it. */
  billable: BillableCalls;
  /** Those of them that are tools; inputs that were stored before tools had prices have none. */
  billableTools?: BillableCalls;
  lastBillableAt: string | null;
  /** Billable calls of the window by what they repeat; unpriced ones among those that succeeded. */
  repeats: { retries: number; fallbacks: number; succeeded: number; unpriced: number; failedCalls: number };
  lastRepeatAt: string | null;
  /** Failed calls of a sample that a sibling of the same operation followed, and such siblings that say "first". */
  siblings: { followed: number; calledFirst: number };
};

/** What the judges of cost see: the evidence, and the feature that it belongs to. */
export type CostSubject = CostEvidence & { feature: FeatureFacts };
