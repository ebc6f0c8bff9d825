import type { ShareColumn, SharePart } from "#components/charts/share-columns";
import { formatDate, formatPercent } from "#lib/core/format";
import { addDays } from "#lib/core/time";
import type { TrendPoint } from "#lib/portfolio/changes-schema";
import { firstKnown, shareOf } from "#lib/portfolio/trend-domain";

/** From the foot upwards: what the programme is about comes first. */
export const trendParts: readonly SharePart[] = [
  { key: "production_grade", label: "Production-grade", colour: "var(--met)" },
  {
    key: "approaching",
    label: "Approaching the bar",
    colour: "color-mix(in oklab, var(--stale) 62%, var(--surface))",
  },
  {
    key: "by_accident",
    label: "In production by accident",
    colour: "color-mix(in oklab, var(--unmet) 48%, var(--surface))",
  },
  { key: "not_in_production", label: "Not in production yet", colour: "var(--line-strong)" },
];

/** A column for each week. A week without a judged day is called by its last day and stays empty. */
export function trendColumns(points: readonly TrendPoint[], now: Date): ShareColumn[] {
  return points.map((point, index) => {
    const end = addDays(now, -7 * (points.length - 1 - index));
    return {
      key: String(point.week),
      label: formatDate(point.day ? `${point.day}T00:00:00Z` : end, "UTC"),
      counts:
        shareOf(point) === null
          ? null
          : [point.productionGrade, point.approaching, point.byAccident, point.notInProduction],
    };
  });
}

export type TrendWords = {
  /** Fractions for the small line; null where nothing is known. */
  line: (number | null)[];
  /** "was 13 % on 24 May 2026"; null while there is no past to compare with. */
  was: string | null;
  sentence: string;
};

/** What the trend says in words. Before there is a history it says since when there will be one. */
export function trendWords(points: readonly TrendPoint[]): TrendWords {
  const line = points.map(shareOf);
  const first = firstKnown(points);
  const last = points.findLast((point) => shareOf(point) !== null);
  const share = last ? shareOf(last) : null;
  if (share === null) return { line, was: null, sentence: "Nothing has been judged yet." };
  const now = `${formatPercent(share, 0)} of the features in use are production-grade`;
  if (!first?.day) {
    return { line, was: null, sentence: `${now}. The history begins this week; weeks before it stay empty.` };
  }
  const was = `${formatPercent(shareOf(first) ?? 0, 0)} on ${formatDate(`${first.day}T00:00:00Z`, "UTC")}`;
  return { line, was: `was ${was}`, sentence: `${now}; it was ${was}. Weeks that nobody judged stay empty.` };
}
