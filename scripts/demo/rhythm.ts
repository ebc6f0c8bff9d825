import type { Temporal } from "temporal-polyfill";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import type { FeaturePlan, TrafficPlan } from "./feature-plan.ts";
import { type Random, randomFrom } from "./random.ts";

/** What each local hour has of a day. Judged by eye after the daily curves that call centres publish. */
const hourWeights: Record<TrafficPlan["hours"], readonly number[]> = {
  office: [0, 0, 0, 0, 0, 0.2, 1, 4, 9, 11, 11, 10, 6, 8, 10, 10, 9, 6, 2.5, 1, 0.6, 0.4, 0.2, 0.1],
  service: [
    0.6, 0.4, 0.3, 0.2, 0.3, 0.6, 1.6, 3, 5, 7, 8, 7.5, 6.5, 6, 6, 6.2, 6.5, 7, 7, 6.5, 5.5, 4, 2.4, 1.2,
  ],
  always: [
    3, 2.5, 2.2, 2, 2, 2.4, 3.6, 6, 7, 5.5, 4.6, 4.4, 4.6, 4.6, 4.8, 5, 6, 7.4, 7, 5.6, 4.6, 4, 3.8, 3.4,
  ],
  night: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 30, 24, 3, 0],
};

/** Monday to Friday against their mean: Mondays collect what the weekend left. */
const weekdays = [1.16, 1.06, 0.98, 0.95, 0.85];

/** Names the random numbers of a feature in one environment. */
export function streamOf({ slug, environment }: FeaturePlan): string {
  return environment === undefined ? slug : `${slug}@${environment}`;
}

function hourOf(weights: readonly number[], random: Random): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [hour, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return hour;
  }
  return weights.length - 1;
}

/** Interactions that a feature expects on the day, before chance has its part. */
function expected(plan: FeaturePlan, day: Temporal.PlainDate, daysAgo: number, seed: string): number {
  const { perDay, startLevel, weekend } = plan.traffic;
  const growth = 1 - (1 - startLevel) * (Math.min(90, Math.max(0, daysAgo)) / 90);
  const week = randomFrom(`${seed}/${streamOf(plan)}/week ${day.weekOfYear}`).normal();
  const own = randomFrom(`${seed}/${streamOf(plan)}/level ${day}`).normal();
  // What the whole company felt: storms, bank holidays, a newsletter.
  const everybody = randomFrom(`${seed}/level ${day}`).normal();
  const noise = Math.exp(0.07 * week + 0.09 * own + 0.06 * everybody);
  return perDay * growth * noise * (weekdays[day.dayOfWeek - 1] ?? weekend);
}

/**
 * When the interactions of one local day begin, in milliseconds, ascending; nothing outside of [fromMs, toMs). `scale`
 * makes the whole company smaller or larger.
 */
export function arrivals(
  plan: FeaturePlan,
  day: Temporal.PlainDate,
  span: { nowMs: number; fromMs: number; toMs: number },
  seed: string,
  scale = 1,
): number[] {
  const {
    zone,
    hours,
    startDaysAgo = Number.POSITIVE_INFINITY,
    stopDaysAgo = Number.NEGATIVE_INFINITY,
  } = plan.traffic;
  const midnight = day.toZonedDateTime(zone).epochMilliseconds;
  const random = randomFrom(`${seed}/${streamOf(plan)}/arrivals ${day}`);
  const wanted = expected(plan, day, (span.nowMs - midnight) / DAY_MS, seed) * scale;
  const count = Math.max(0, Math.round(wanted + Math.sqrt(wanted) * random.normal()));
  const from = Math.max(span.fromMs, span.nowMs - startDaysAgo * DAY_MS);
  const to = Math.min(span.toMs, span.nowMs - stopDaysAgo * DAY_MS);
  return Array.from(
    { length: count },
    () => midnight + Math.floor((hourOf(hourWeights[hours], random) + random.next()) * HOUR_MS),
  )
    .filter((at) => at >= from && at < to)
    .sort((a, b) => a - b);
}
