import type { TrendPoint } from "./changes-schema.ts";

/** Share of the features in use that are production-grade; null for a week that nobody judged, or without any in use. */
export function shareOf(point: TrendPoint): number | null {
  return point.day === null || point.features === 0 ? null : point.productionGrade / point.features;
}

/** The oldest week that says something, unless it is the newest too: what now is compared with. */
export function firstKnown(points: readonly TrendPoint[]): TrendPoint | null {
  const known = points.filter((point) => shareOf(point) !== null);
  const [first] = known;
  return known.length > 1 && first ? first : null;
}
