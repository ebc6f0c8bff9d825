import "server-only";
import { z } from "zod";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { usdString } from "#lib/core/money";
import { addDays } from "#lib/core/time";
import { costSummaries } from "#lib/cost/queries";
import type { CostSummary } from "#lib/cost/schema";
import { presentFeature } from "#lib/features/present";
import { listFeatureRows, requireFeatureRow } from "#lib/features/queries";
import { onCallNow } from "#lib/ownership/on-call-queries";
import { getScorecard, listScorecards } from "#lib/scorecard/queries";
import { UNREGISTERED_FEATURE } from "#lib/telemetry/domain";
import { arrange, countFeatures, goingStale, pageOf, portfolioRow } from "./domain.ts";
import type { PortfolioFeature, PortfolioFilter, PortfolioPage, PortfolioSummary } from "./schema.ts";

/** Every feature the principal may read, as its newest stored scorecard and the rollups have it, with the whole's summary. */
async function portfolio(
  principal: Principal,
  now: Date,
): Promise<{ rows: PortfolioFeature[]; summary: PortfolioSummary }> {
  const features = await listFeatureRows(principal);
  const ids = features.map((feature) => feature.id);
  const everything = principal.kind !== "key" || principal.featureId === null;
  const [cards, onCall, costs, unregistered] = await Promise.all([
    listScorecards(ids, now),
    onCallNow(ids, now),
    costSummaries(everything ? [UNREGISTERED_FEATURE, ...ids] : ids, now),
    everything ? unregisteredTelemetry(now) : null,
  ]);
  const rows = features.map((row) =>
    portfolioRow(presentFeature(row), cards.get(row.id) ?? null, costs.get(row.id), onCall.get(row.id)),
  );
  const active = features
    .filter((row) => row.lifecycle !== "retired")
    .map((row) => cards.get(row.id) ?? null);
  const summary = {
    ...countFeatures(rows),
    ...totalsOf([...costs.values()]),
    goingStale30d: goingStale(active, now, addDays(now, 30)),
    interactions24h: rows.reduce((sum, row) => sum + row.interactions24h, 0),
    unregistered,
  };
  return { rows, summary };
}

/** One page of the portfolio, filtered and sorted, with the summary of all of it. Throws `invalid` for a wrong cursor. */
export async function listPortfolio(
  principal: Principal,
  query: PortfolioFilter & { cursor?: string; limit: number },
  now: Date,
): Promise<PortfolioPage> {
  const { rows, summary } = await portfolio(principal, now);
  const matching = arrange(rows, query);
  return { ...pageOf(matching, query.cursor, query.limit), matching: matching.length, summary };
}

/** All rows that pass the filter, for a CSV file. */
export async function exportPortfolio(
  principal: Principal,
  filter: PortfolioFilter,
  now: Date,
): Promise<PortfolioFeature[]> {
  const { rows } = await portfolio(principal, now);
  return arrange(rows, filter);
}

/** One feature with its verdict, owner and cost. Throws `not_found`. */
export async function getPortfolioFeature(
  principal: Principal,
  slug: string,
  now: Date,
): Promise<PortfolioFeature> {
  const feature = await requireFeatureRow(principal, slug);
  const [card, costs, onCall] = await Promise.all([
    getScorecard(feature, now),
    costSummaries([feature.id], now),
    onCallNow([feature.id], now),
  ]);
  return portfolioRow(presentFeature(feature), card, costs.get(feature.id), onCall.get(feature.id));
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

const unregisteredRow = z.object({
  calls: z.number(),
  serviceNames: z.array(z.string()),
  lastAt: z.date().nullable(),
});

/**
 * Calls of the last 7 days that belong to no feature, with the services that sent most of them; null for none. Services
 * that a feature has claimed since are left out: what they send from now on has its place.
 */
async function unregisteredTelemetry(now: Date): Promise<PortfolioSummary["unregistered"]> {
  const rows = await db().$queryRaw`
    WITH by_service AS (
      SELECT d.service_name, sum(r.calls) AS calls
      FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
      WHERE r.feature_id = 0 AND r.grain = 'h' AND r.start > ${now.toISOString()}::timestamptz - interval '7 days'
        AND NOT EXISTS (SELECT FROM feature f WHERE d.service_name = ANY (f.match_service_names))
      GROUP BY d.service_name
    )
    SELECT coalesce(sum(calls), 0)::float8 AS calls,
      (SELECT coalesce(array_agg(service_name), '{}') FROM (
        SELECT service_name FROM by_service WHERE service_name IS NOT NULL ORDER BY calls DESC, service_name LIMIT 5
      ) AS most) AS "serviceNames",
      (SELECT started_at FROM call WHERE feature_id = 0 ORDER BY started_at DESC LIMIT 1) AS "lastAt"
    FROM by_service`;
  const [row] = z.tuple([unregisteredRow]).parse(rows);
  if (row.calls === 0 || row.lastAt === null) return null;
  return { calls: row.calls, serviceNames: row.serviceNames, lastAt: row.lastAt.toISOString() };
}
