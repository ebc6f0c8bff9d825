import { AppError } from "#lib/core/errors";
import type { CostSummary } from "#lib/cost/schema";
import type { RegisteredFeature } from "#lib/features/schema";
import {
  type Characteristic,
  cellStatus,
  characteristicKeys,
  metCount,
  openChecks,
  verdictOf,
  verdictSentence,
} from "#lib/scorecard/domain";
import {
  NO_TEAM,
  type onCallStates,
  type PortfolioFeature,
  type PortfolioFilter,
  type PortfolioSummary,
  type Sort,
} from "./schema.ts";

/** What is known of a feature's checks: the newest scorecard, or null before the first. */
export type Card = { characteristics: Characteristic[]; evaluatedAt: string } | null;

/** One row of the portfolio. Verdict and count come from the checks, so that they cannot say more than the checks do. */
export function portfolioRow(
  feature: RegisteredFeature,
  card: Card,
  cost: CostSummary | undefined,
  onCall: PortfolioFeature["onCall"] = null,
): PortfolioFeature {
  const characteristics = card?.characteristics ?? [];
  const met = metCount(characteristics);
  const next = openChecks(characteristics)[0];
  return {
    ...feature,
    verdict: verdictOf(met, feature.lifecycle),
    met,
    of: 6,
    cells: characteristicKeys.map((key) => {
      const found = characteristics.find((item) => item.key === key);
      return { key, status: found ? cellStatus(found) : "unknown" };
    }),
    sentence: card
      ? verdictSentence(characteristics, feature.lifecycle)
      : { lead: verdictSentence([], feature.lifecycle).lead, rest: "Its checks have not been judged yet." },
    next: next
      ? {
          key: next.key,
          id: next.id,
          title: next.title,
          status: next.status,
          because: next.because,
          fix: next.fix,
        }
      : null,
    evaluatedAt: card?.evaluatedAt ?? null,
    onCall,
    centsPerInteraction: cost?.cents24h ?? null,
    centsPerInteraction30d: cost?.cents30d ?? null,
    unpricedShare24h:
      cost && cost.billableCalls24h > 0 ? cost.unpricedCalls24h / cost.billableCalls24h : null,
    sparkline: cost?.sparkline ?? [],
    interactions24h: cost?.interactions24h ?? 0,
    lastTelemetryAt: cost?.lastTelemetryAt ?? null,
  };
}

/** Whether somebody is on call now, nobody is, or no rotation answers for it. */
export function onCallState(row: Pick<PortfolioFeature, "onCall">): (typeof onCallStates)[number] {
  if (!row.onCall) return "none";
  return row.onCall.person ? "somebody" : "nobody";
}

function passes(row: PortfolioFeature, filter: PortfolioFilter): boolean {
  const team = row.owner?.team;
  if (filter.team !== undefined && (team?.slug ?? NO_TEAM) !== filter.team) return false;
  if (filter.verdict && !filter.verdict.includes(row.verdict)) return false;
  if (filter.stakes && !filter.stakes.includes(row.stakes)) return false;
  if (filter.lifecycle && !filter.lifecycle.includes(row.lifecycle)) return false;
  if (filter.onCall && onCallState(row) !== filter.onCall) return false;
  if (!filter.q) return true;
  const q = filter.q.toLowerCase();
  return [row.name, row.slug, team?.name ?? "", row.onCall?.person?.name ?? ""].some((text) =>
    text.toLowerCase().includes(q),
  );
}

const measures: Record<string, (row: PortfolioFeature) => number | string | null> = {
  name: (row) => row.name.toLowerCase(),
  met: (row) => row.met,
  cents: (row) => row.centsPerInteraction,
  interactions: (row) => row.interactions24h,
};

/** A total order: what has no value comes last in both directions, and what is equal is ordered by slug. */
function order(sort: Sort): (a: PortfolioFeature, b: PortfolioFeature) => number {
  const descending = sort.startsWith("-");
  const measure = measures[descending ? sort.slice(1) : sort] ?? (() => null);
  return (left, right) => {
    const a = measure(left);
    const b = measure(right);
    if (a !== b) {
      if (a === null) return 1;
      if (b === null) return -1;
      return a < b === descending ? 1 : -1;
    }
    return left.slug < right.slug ? -1 : left.slug > right.slug ? 1 : 0;
  };
}

/** The rows that pass the filter, in its order. */
export function arrange(rows: readonly PortfolioFeature[], filter: PortfolioFilter): PortfolioFeature[] {
  return rows.filter((row) => passes(row, filter)).sort(order(filter.sort));
}

/** The page after `cursor`, which is the slug of the last row that was seen. Throws `invalid` for one that is not in the list. */
export function pageOf<T extends { slug: string }>(
  rows: readonly T[],
  cursor: string | undefined,
  limit: number,
): { items: T[]; next: string | null } {
  const seen = cursor === undefined ? -1 : rows.findIndex((row) => row.slug === cursor);
  if (cursor !== undefined && seen < 0) throw new AppError("invalid", "cursor: not a cursor of this list");
  const items = rows.slice(seen + 1, seen + 1 + limit);
  const more = seen + 1 + items.length < rows.length;
  return { items, next: more ? (items.at(-1)?.slug ?? null) : null };
}

export type Counts = Pick<
  PortfolioSummary,
  | "features"
  | "retired"
  | "productionGrade"
  | "approaching"
  | "byAccident"
  | "notInProduction"
  | "withoutOwner"
>;

/** How many features stand where. Retired ones are counted apart: they are no part of the promise. */
export function countFeatures(rows: readonly PortfolioFeature[]): Counts {
  const active = rows.filter((row) => row.lifecycle !== "retired");
  const having = (verdict: PortfolioFeature["verdict"]) =>
    active.filter((row) => row.verdict === verdict).length;
  return {
    features: active.length,
    retired: rows.length - active.length,
    productionGrade: having("production_grade"),
    approaching: having("approaching"),
    byAccident: having("by_accident"),
    notInProduction: having("not_in_production"),
    withoutOwner: active.filter((row) => row.owner === null).length,
  };
}

/** Checks that are met now and run out by age alone before `until`. */
export function goingStale(cards: readonly Card[], now: Date, until: Date): number {
  return cards
    .flatMap((card) => card?.characteristics ?? [])
    .flatMap((item) => item.checks)
    .filter((check) => check.status === "met" && check.validUntil !== null)
    .map((check) => Date.parse(check.validUntil ?? ""))
    .filter((at) => at > now.getTime() && at <= until.getTime()).length;
}

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** "3 of 9 features are production-grade": the one sentence of the portfolio. */
export function headline({
  productionGrade,
  features,
}: Pick<PortfolioSummary, "productionGrade" | "features">): string {
  if (features === 0) return "No feature is in use";
  const verb = productionGrade === 1 || features === 1 ? "is" : "are";
  return `${productionGrade} of ${plural(features, "feature", "features")} ${verb} production-grade`;
}

/** What stands behind the headline: where the others are, and what is about to change. */
export function subline(summary: PortfolioSummary): string {
  const where = [
    [summary.approaching, "approaching the bar"],
    [summary.byAccident, "in production by accident"],
    [summary.notInProduction, "not in production yet"],
    [summary.retired, "retired and not counted"],
  ].flatMap(([count, words]) => (count ? [`${count} ${words}`] : []));
  const all = summary.features === 1 ? "It is over the bar." : "Every one of them is over the bar.";
  const first = where.length > 0 ? `${where.join(", ")}.` : all;
  const { goingStale30d: soon } = summary;
  return soon === 0
    ? first
    : `${first} ${plural(soon, "check goes", "checks go")} stale in the next 30 days.`;
}

/** Whether so many calls have no price that the mean of the priced ones would mislead; the bar of the cost checks. */
export function isUnpriced(row: Pick<PortfolioFeature, "unpricedShare24h">): boolean {
  return (row.unpricedShare24h ?? 0) > 0.01;
}
