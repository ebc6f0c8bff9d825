import { DAY_MS, HOUR_MS } from "#lib/core/time";
import type { Period } from "./filters-schema.ts";

/** Null: without bound. `from` belongs to it, `to` does not. */
export type Bounds = { from: Date | null; to: Date | null };

const hours: Record<Exclude<Period, "1h" | "all">, number> = { "24h": 24, "7d": 7 * 24, "30d": 30 * 24 };

/**
 * The instants that a filter of time means at `now`. Times of its own go before a named period. Named periods but the
 * first begin at a full UTC hour, so that rollups count exactly what a list shows.
 */
export function boundsOf(
  asked: { period?: Period | undefined; from?: Date | undefined; to?: Date | undefined },
  now: Date,
): Bounds {
  if (asked.from || asked.to) return { from: asked.from ?? null, to: asked.to ?? null };
  if (asked.period === undefined || asked.period === "all") return { from: null, to: null };
  if (asked.period === "1h") return { from: new Date(now.getTime() - HOUR_MS), to: null };
  const end = Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS;
  return { from: new Date(end - hours[asked.period] * HOUR_MS), to: null };
}

const floor = (at: Date, step: number) => Math.floor(at.getTime() / step) * step;
const ceil = (at: Date, step: number) => Math.ceil(at.getTime() / step) * step;

/** A stretch of rollups of one grain; null: without bound. Milliseconds since 1970. */
export type RollupPart = { grain: "h" | "d"; from: number | null; to: number | null };

/** The fewest rollup rows that cover the hours which the bounds touch: whole UTC days as days, what is left as hours. */
export function rollupParts({ from, to }: Bounds): RollupPart[] {
  const first = from && floor(from, HOUR_MS);
  const last = to && ceil(to, HOUR_MS);
  if (first !== null && last !== null && first >= last) return [];
  const firstDay = from && ceil(new Date(first ?? 0), DAY_MS);
  const lastDay = to && floor(new Date(last ?? 0), DAY_MS);
  if (firstDay !== null && lastDay !== null && firstDay >= lastDay)
    return [{ grain: "h", from: first, to: last }];
  return [
    ...(first !== null && firstDay !== null && first < firstDay
      ? [{ grain: "h" as const, from: first, to: firstDay }]
      : []),
    { grain: "d", from: firstDay, to: lastDay },
    ...(last !== null && lastDay !== null && lastDay < last
      ? [{ grain: "h" as const, from: lastDay, to: last }]
      : []),
  ];
}
