import type { CostSummary } from "#lib/cost/schema";
import type { RegisteredFeature } from "#lib/features/schema";
import { type Card, portfolioRow } from "#lib/portfolio/domain";
import type { PortfolioFeature } from "#lib/portfolio/schema";
import { briefOf } from "#lib/scorecard/brief";
import { type Check, characteristic, characteristicKeys, type Status } from "#lib/scorecard/domain";

export const now = new Date("2026-11-22T00:00:00.000Z");

const care = { team: { slug: "care", name: "Care team" }, accountable: { id: "1", name: "Ada" }, members: 2 };

export function feature(change: Partial<RegisteredFeature> = {}): RegisteredFeature {
  const at = "2026-11-01T00:00:00.000Z";
  return {
    ...{ slug: "replies", name: "Support replies", description: null, stakes: "high", audience: "customer" },
    ...{
      lifecycle: "production",
      owner: care,
      unitOfWork: { kind: "trace", label: null },
      match: { serviceName: [] },
    },
    ...{ usesRetrieval: false, contentPolicy: "none", createdAt: at, updatedAt: at, badge: false },
    ...{ contentRetentionDays: 30, contentKeptFrom: null, redactionPatterns: [] },
    ...change,
  };
}

function check(id: string, status: Status, validUntil: string | null): Check {
  return { id, title: id, status, because: "It is so.", evidence: [], validUntil, fix: null };
}

/** A card with one check per characteristic, in the fixed order; `id` names each of them. */
export function card(statuses: readonly Status[], validUntil: string | null = null, id = "one"): Card {
  const characteristics = characteristicKeys.map((key, index) =>
    characteristic(key, [check(id, statuses[index] ?? "unknown", validUntil)]),
  );
  return { ...briefOf(characteristics, null), evaluatedAt: now.toISOString() };
}

export function cost(change: Partial<CostSummary>): CostSummary {
  return {
    featureId: 1,
    cents24h: null,
    cents30d: null,
    interactions24h: 0,
    sparkline: [],
    billableCalls24h: 0,
    unpricedCalls24h: 0,
    spendThisMonthNano: 0n,
    lastTelemetryAt: null,
    ...change,
  };
}

export const allMet: Status[] = ["met", "met", "met", "met", "met", "met"];

/** A row of the portfolio, for a feature with the card's statuses. */
export function rowOf(
  change: Partial<RegisteredFeature> = {},
  of: Card = null,
  costs?: CostSummary,
  eroded7d = 0,
): PortfolioFeature {
  return portfolioRow(feature(change), of, costs, { eroded7d, onCall: null, now });
}
