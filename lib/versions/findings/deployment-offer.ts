import { HOUR_MS } from "#lib/core/time";
import type { FindingContext } from "./finding-words.ts";
import { callsOf, type SeenHour } from "./seen.ts";

/** What may be recorded with one click: it says no more than telemetry showed. `until` is null while it still runs. */
export type Offer = { shares: { release: string; weight: number }[]; from: number; until: number | null };

/** The feature's own releases by digest. */
export type Known = { has(digest: string): boolean };

/** Part of the calls of a stretch that is nearly all of them. */
const NEARLY_ALL = 0.95;
/** Shares that a deployment may have. */
const MOST_SHARES = 20;
/** Shares are told in hundredths of a percent. */
const STEPS = 10_000;

/**
 * Where a stretch that was seen up to `to` ends: there, unless that is now. What was seen on a day of the past says
 * nothing about the days after it.
 */
export function endOf(to: number, active: readonly number[], { now }: Pick<FindingContext, "now">) {
  const isOver = active.some((start) => start >= to) || now - to >= HOUR_MS;
  return isOver ? to : null;
}

/** One release as all that ran from its first hour to its last, where it had nearly all calls of those hours; else null. */
export function soleOffer(
  release: string,
  own: readonly SeenHour[],
  seen: readonly SeenHour[],
  context: FindingContext,
): Offer | null {
  const starts = own.map((row) => row.start);
  const [from, to] = [Math.min(...starts), Math.max(...starts) + HOUR_MS];
  const during = seen.filter((row) => row.start >= from && row.start < to);
  if (callsOf(own) < NEARLY_ALL * callsOf(during)) return null;
  const active = seen.map((row) => row.start);
  return { shares: [{ release, weight: 1 }], from, until: endOf(to, active, context) };
}

/**
 * Every release that took part with the share it took, the greatest first, summing to 1. Null where one of them is not
 * registered, or where there are more than a deployment can hold.
 */
export function sharesTaken(counts: ReadonlyMap<string, number>, known: Known): Offer["shares"] | null {
  const taken = [...counts].filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  const total = taken.reduce((sum, [, count]) => sum + count, 0);
  if (taken.length === 0 || taken.length > MOST_SHARES) return null;
  if (taken.some(([release]) => !known.has(release))) return null;
  const steps = taken.map(([, count]) => Math.max(1, Math.round((count / total) * STEPS)));
  const rest = STEPS - steps.reduce((sum, one) => sum + one, 0);
  return taken.map(([release], index) => ({
    release,
    weight: ((steps[index] ?? 0) + (index === 0 ? rest : 0)) / STEPS,
  }));
}
