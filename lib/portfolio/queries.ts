import "server-only";
import type { Principal } from "#lib/auth/domain";
import { usdString } from "#lib/core/money";
import { addDays } from "#lib/core/time";
import { costSparklines, costSummaries, costSummariesOfList, LONG_LIST } from "#lib/cost/queries";
import type { CostSummary } from "#lib/cost/schema";
import { presentFeature } from "#lib/features/present";
import { type ListedFeature, listFeatureRows, listFeatures, requireFeatureRow } from "#lib/features/queries";
import type { OnCallNow } from "#lib/ownership/on-call/on-call-now-schema";
import { onCallNow } from "#lib/ownership/on-call/on-call-queries";
import { type Card, getBrief, listBriefs } from "#lib/scorecard/list-briefs";
import { UNREGISTERED_FEATURE } from "#lib/telemetry/domain";
import { arrange, groupsOf } from "./arrange-domain.ts";
import { countFeatures, endsThatMatter, type ListedRow, pageOf, portfolioRow } from "./domain.ts";
import type { PortfolioFeature, PortfolioFilter, PortfolioPage, PortfolioSummary } from "./schema.ts";
import { unregisteredTelemetry } from "./unregistered-queries.ts";

/** Days ahead in which a check is said to go stale. */
export const STALE_DAYS = 30;

/** What lists and the panels of change are made from: features, their cards, falls of the week, and telemetry. */
export type Evidence = {
  features: ListedFeature[];
  cards: Map<number, Card>;
  costs: Map<number, CostSummary>;
  /** Of features that are not retired, by feature; the newest first. */
  falls: Map<number, Card["falls"]>;
  /** Who is on call, by feature; none where no rotation answers. */
  onCall: Map<number, OnCallNow>;
};

const isInUse = (feature: Pick<ListedFeature, "lifecycle">) => feature.lifecycle !== "retired";

/** Reads it of every feature that the principal may read. One query for each thing, however many features there are. */
export async function readEvidence(principal: Principal, now: Date): Promise<Evidence> {
  const features = await listFeatures(principal);
  const ids = features.map((feature) => feature.id);
  const everything = principal.kind !== "key" || principal.featureId === null;
  const [cards, costs, onCall] = await Promise.all([
    listBriefs(ids, now),
    (ids.length > LONG_LIST ? costSummariesOfList : costSummaries)(
      everything ? [UNREGISTERED_FEATURE, ...ids] : ids,
      now,
    ),
    onCallNow(ids, now),
  ]);
  const falls = new Map(features.filter(isInUse).map(({ id }) => [id, cards.get(id)?.falls ?? []]));
  return { features, cards, costs, onCall, falls };
}

/** Ends within STALE_DAYS of the features that are in use, with the feature. */
export function endsOf({ features, cards, costs }: Evidence, now: Date) {
  const until = addDays(now, STALE_DAYS).getTime();
  return features.filter(isInUse).flatMap((feature) => {
    const card = cards.get(feature.id) ?? null;
    return endsThatMatter(card, costs.get(feature.id)?.lastTelemetryAt ?? null, now)
      .filter(({ at }) => Date.parse(at) <= until)
      .map((end) => ({ feature, end }));
  });
}

type Row = ListedFeature & ListedRow;

/** Every feature the principal may read, as its newest stored scorecard and the rollups have it, with the whole's summary. */
async function portfolio(
  principal: Principal,
  now: Date,
  read: Promise<Evidence>,
): Promise<{ rows: Row[]; summary: PortfolioSummary }> {
  const everything = principal.kind !== "key" || principal.featureId === null;
  const [evidence, unregistered] = await Promise.all([read, everything ? unregisteredTelemetry(now) : null]);
  const { features, cards, costs, falls, onCall } = evidence;
  const rows = features.map((row) =>
    portfolioRow(row, cards.get(row.id) ?? null, costs.get(row.id), {
      eroded7d: falls.get(row.id)?.length ?? 0,
      onCall: onCall.get(row.id) ?? null,
      now,
    }),
  );
  const summary = {
    ...countFeatures(rows),
    ...totalsOf([...costs.values()]),
    goingStale30d: endsOf(evidence, now).length,
    eroded7d: rows.reduce((sum, row) => sum + row.eroded7d, 0),
    interactions24h: rows.reduce((sum, row) => sum + row.interactions24h, 0),
    unregistered,
  };
  return { rows, summary };
}

/** The rows with all that is registered of them and the line of their costs; one that is gone meanwhile is left out. */
async function complete(principal: Principal, rows: readonly Row[], now: Date): Promise<PortfolioFeature[]> {
  const ids = rows.map(({ id }) => id);
  const bare = rows.filter(({ sparkline }) => sparkline.length === 0).map(({ id }) => id);
  const [found, lines] = await Promise.all([listFeatureRows(principal, ids), costSparklines(bare, now)]);
  const byId = new Map(found.map((row) => [row.id, presentFeature(row)]));
  return rows.flatMap(({ id, teamId: _, ...row }) => {
    const feature = byId.get(id);
    return feature ? [{ ...feature, ...row, sparkline: lines.get(id) ?? row.sparkline }] : [];
  });
}

/**
 * One page of the portfolio, filtered, sorted and grouped, with the summary of all of it; `read` is the evidence where
 * something else asks for it too. Throws `invalid` for a wrong cursor.
 */
export async function listPortfolio(
  principal: Principal,
  query: PortfolioFilter & { cursor?: string; limit: number },
  now: Date,
  read = readEvidence(principal, now),
): Promise<PortfolioPage> {
  const { rows, summary } = await portfolio(principal, now, read);
  const matching = arrange(rows, query);
  const { items, next } = pageOf(matching, query.cursor, query.limit);
  return {
    items: await complete(principal, items, now),
    next,
    matching: matching.length,
    groups: query.group ? groupsOf(matching, query.group) : null,
    summary,
  };
}

/** All rows that pass the filter, for a CSV file. */
export async function exportPortfolio(
  principal: Principal,
  filter: PortfolioFilter,
  now: Date,
): Promise<PortfolioFeature[]> {
  const { rows } = await portfolio(principal, now, readEvidence(principal, now));
  return complete(principal, arrange(rows, filter), now);
}

/** One feature with its verdict, owner and cost. Throws `not_found`. */
export async function getPortfolioFeature(
  principal: Principal,
  slug: string,
  now: Date,
): Promise<PortfolioFeature> {
  const feature = await requireFeatureRow(principal, slug);
  const [card, costs, onCall] = await Promise.all([
    getBrief(feature, now),
    costSummaries([feature.id], now),
    onCallNow([feature.id], now),
  ]);
  return portfolioRow(presentFeature(feature), card, costs.get(feature.id), {
    eroded7d: isInUse(feature) ? (card?.falls.length ?? 0) : 0,
    onCall: onCall.get(feature.id) ?? null,
    now,
  });
}

/** Spend of the UTC month over all environments, and the priced share of the last 24 hour rollups of production. */
function totalsOf(
  costs: readonly CostSummary[],
): Pick<PortfolioSummary, "spendThisMonthUsd" | "pricedShare24h"> {
  const billable = costs.reduce((sum, cost) => sum + cost.billableCalls24h, 0);
  const unpriced = costs.reduce((sum, cost) => sum + cost.unpricedCalls24h, 0);
  return {
    spendThisMonthUsd: usdString(costs.reduce((sum, cost) => sum + cost.spendThisMonthNano, 0n)),
    pricedShare24h: billable === 0 ? null : 1 - unpriced / billable,
  };
}
