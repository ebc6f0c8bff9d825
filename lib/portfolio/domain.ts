import { AppError } from "#lib/core/errors";
import { formatNumber } from "#lib/core/format";
import type { CostSummary } from "#lib/cost/schema";
import type { RegisteredFeature } from "#lib/features/schema";
import { characteristicKeys, verdictLead, verdictOf } from "#lib/scorecard/domain";
import type { Brief } from "#lib/scorecard/schema";
import { isKeptByTraffic, renewalOf } from "./renewal.ts";
import type { PortfolioFeature, PortfolioSummary } from "./schema.ts";

/** What lists know of a feature's checks: the brief of the newest scorecard, or null before the first. */
export type Card = (Brief & { evaluatedAt: string }) | null;

/** Hours without telemetry after which the checks that traffic renews are said to go stale. */
const SILENT_MS = 24 * 3_600_000;

/** Ends of met checks that somebody has to do something about: all that traffic does not renew, and those too once it stopped. */
export function endsThatMatter(card: Card, lastTelemetryAt: string | null, now: Date): Brief["ends"] {
  const silent = lastTelemetryAt === null || now.getTime() - Date.parse(lastTelemetryAt) > SILENT_MS;
  return (card?.ends ?? []).filter(
    ({ key, id, at }) => (silent || !isKeptByTraffic(key, id)) && Date.parse(at) > now.getTime(),
  );
}

/** What of a registration decides where a row stands in the list. */
type Ranked = Pick<RegisteredFeature, "slug" | "name" | "stakes" | "lifecycle" | "owner">;

/** A row of the portfolio before the rest of its registration is read: what lists are filtered, sorted and grouped by. */
export type ListedRow = Omit<PortfolioFeature, Exclude<keyof RegisteredFeature, keyof Ranked>>;

/** One row of the portfolio. Verdict and count come from the cells, so that they cannot say more than the checks do. */
export function portfolioRow<F extends Ranked>(
  feature: F,
  card: Card,
  cost: CostSummary | undefined,
  seen: { eroded7d: number; onCall: PortfolioFeature["onCall"]; now: Date },
): F & ListedRow {
  const cells = characteristicKeys.map((key, index) => ({ key, status: card?.cells[index] ?? "unknown" }));
  const met = cells.filter((cell) => cell.status === "met").length;
  const lastTelemetryAt = cost?.lastTelemetryAt ?? null;
  const [ending] = endsThatMatter(card, lastTelemetryAt, seen.now);
  return {
    ...feature,
    verdict: verdictOf(met, feature.lifecycle),
    met,
    of: 6,
    cells,
    sentence: {
      lead: verdictLead(met, feature.lifecycle),
      rest: card?.spoken ?? "Its checks have not been judged yet.",
    },
    next: card?.next ?? null,
    nextStale: ending ? { ...ending, fix: renewalOf(feature.slug, ending.key, ending.id) } : null,
    eroded7d: seen.eroded7d,
    evaluatedAt: card?.evaluatedAt ?? null,
    onCall: seen.onCall,
    centsPerInteraction: cost?.cents24h ?? null,
    centsPerInteraction30d: cost?.cents30d ?? null,
    unpricedShare24h:
      cost && cost.billableCalls24h > 0 ? cost.unpricedCalls24h / cost.billableCalls24h : null,
    sparkline: cost?.sparkline ?? [],
    interactions24h: cost?.interactions24h ?? 0,
    lastTelemetryAt,
  };
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
export function countFeatures(rows: readonly ListedRow[]): Counts {
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

/** What stands behind the headline: where the others are. */
export function subline(summary: PortfolioSummary): string {
  const where = [
    [summary.approaching, "approaching the bar"],
    [summary.byAccident, "in production by accident"],
    [summary.notInProduction, "not in production yet"],
    [summary.retired, "retired and not counted"],
  ].flatMap(([count, words]) => (count ? [`${count} ${words}`] : []));
  const all = summary.features === 1 ? "It is over the bar." : "Every one of them is over the bar.";
  return where.length > 0 ? `${where.join(", ")}.` : all;
}

const small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const inWords = (count: number) => small[count] ?? formatNumber(count);
const upperFirst = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** "Two checks eroded this week; five go stale in the next 30 days." */
export function changeSentence({
  eroded7d,
  goingStale30d,
}: Pick<PortfolioSummary, "eroded7d" | "goingStale30d">): string {
  const eroded = `${inWords(eroded7d)} ${eroded7d < 2 ? "check" : "checks"} eroded this week`;
  const soon =
    goingStale30d === 0 ? "none goes" : `${inWords(goingStale30d)} ${goingStale30d === 1 ? "goes" : "go"}`;
  return `${upperFirst(eroded)}; ${soon} stale in the next 30 days.`;
}

/** Whether so many calls have no price that the mean of the priced ones would mislead; the bar of the cost checks. */
export function isUnpriced(row: Pick<PortfolioFeature, "unpricedShare24h">): boolean {
  return (row.unpricedShare24h ?? 0) > 0.01;
}
