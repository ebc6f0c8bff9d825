import { dayOf } from "#lib/core/calendar";
import { centsOf } from "#lib/core/money";
import { HOUR_MS } from "#lib/core/time";
import type { Timeline } from "./timeline-schema.ts";

/** What is added up of an hour; the cost in nano-dollars, `start` in milliseconds since 1970. */
type Hour = {
  start: number;
  interactions: number;
  priced: number;
  costNano: bigint;
  calls: number;
  errors: number;
};

type Point = Timeline["series"][number];

function pointOf(start: number, hours: readonly Hour[]): Point {
  const sum = (of: (hour: Hour) => number) => hours.reduce((total, hour) => total + of(hour), 0);
  const [calls, priced] = [sum((hour) => hour.calls), sum((hour) => hour.priced)];
  const interactions = sum((hour) => hour.interactions);
  const cost = hours.reduce((total, hour) => total + hour.costNano, 0n);
  // Nothing but zeros beside what has no price is no figure.
  const known = priced > 0 && (cost > 0n || priced === interactions);
  return {
    start: new Date(start).toISOString(),
    interactions,
    cents: known ? centsOf(cost) / priced : null,
    calls,
    errorShare: calls === 0 ? null : sum((hour) => hour.errors) / calls,
  };
}

/**
 * The hours from `from` until `to` (full hours, milliseconds) as points of an hour, or of a day of the zone. Every
 * hour or day has its point: one without traffic has no figures.
 */
export function seriesOf(
  hours: readonly Hour[],
  { from, to }: { from: number; to: number },
  grain: "hour" | "day",
  zone: string,
): Point[] {
  const binOf = (at: number) => (grain === "hour" ? String(at) : dayOf(new Date(at), zone));
  const bins = new Map<string, { start: number; hours: Hour[] }>();
  for (let at = from; at < to; at += HOUR_MS) {
    const bin = binOf(at);
    if (!bins.has(bin)) bins.set(bin, { start: at, hours: [] });
  }
  for (const hour of hours) bins.get(binOf(hour.start))?.hours.push(hour);
  return [...bins.values()].map((bin) => pointOf(bin.start, bin.hours));
}
