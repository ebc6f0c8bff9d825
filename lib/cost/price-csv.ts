import type { CsvValue } from "#lib/core/csv";
import { type DiscountAnswer, type PriceAnswer, rateFields, type UnpricedModel } from "./price-schema.ts";

const holding = ["valid_from", "valid_until", "state", "note", "created_by", "created_at", "ended_by"];

function holdingOf(row: DiscountAnswer | PriceAnswer): CsvValue[] {
  return [row.validFrom, row.validUntil, row.state, row.note, row.createdBy, row.createdAt, row.endedBy];
}

export const priceColumns = [
  "id",
  "feature",
  "kind",
  "provider",
  "name",
  "service_tier",
  "usd_per_call",
  "usd_per_million_input",
  "usd_per_million_output",
  "usd_per_million_cache_read",
  "usd_per_million_cache_write",
  "usd_per_million_reasoning",
  "tiers",
  ...holding,
];

/** "above 200000: input 6, output 22.5; …" */
function tiersInWords(tiers: PriceAnswer["tiers"]): string | null {
  const words = tiers.map((tier) => {
    const stated = rateFields.flatMap((field) => (tier[field] === null ? [] : [`${field} ${tier[field]}`]));
    return `above ${tier.aboveInputTokens}: ${stated.join(", ")}`;
  });
  return words.length === 0 ? null : words.join("; ");
}

/** One own price as a line of priceColumns. */
export function priceLine(row: PriceAnswer): CsvValue[] {
  const rates = rateFields.map((field) => row.perMillionTokens?.[field] ?? null);
  return [
    row.id,
    row.feature?.slug ?? null,
    row.kind,
    row.provider,
    row.name,
    row.serviceTier,
    row.perCall,
    ...rates,
    tiersInWords(row.tiers),
    ...holdingOf(row),
  ];
}

export const discountColumns = ["id", "provider", "name", "service_tier", "percent", ...holding];

/** One discount as a line of discountColumns. */
export function discountLine(row: DiscountAnswer): CsvValue[] {
  return [row.id, row.provider, row.name, row.serviceTier, row.percent, ...holdingOf(row)];
}

export const unpricedColumns = [
  "provider",
  "model",
  "service_tier",
  "calls",
  "unpriced_calls",
  "without_token_counts",
  "first_day",
];

/** One model without a price as a line of unpricedColumns. */
export function unpricedLine(row: UnpricedModel): CsvValue[] {
  return [
    row.provider,
    row.model,
    row.serviceTier,
    row.calls,
    row.unpricedCalls,
    row.withoutCounts,
    row.firstDay,
  ];
}
