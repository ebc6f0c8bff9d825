import type { OwnPrice, OwnPriceRate, PriceDiscount } from "#prisma/client";
import { decimalOf } from "./decimal.ts";
import type { DiscountAnswer, PriceAnswer, RateField } from "./price-schema.ts";

type Holding = Pick<
  PriceDiscount,
  | "id"
  | "provider"
  | "name"
  | "serviceTier"
  | "validFrom"
  | "validUntil"
  | "note"
  | "createdBy"
  | "createdAt"
  | "endedBy"
>;

function presentHolding(row: Holding, now: Date) {
  const ended = row.validUntil !== null && row.validUntil <= now;
  const state: PriceAnswer["state"] = ended ? "ended" : row.validFrom > now ? "planned" : "holds";
  return {
    id: row.id,
    state,
    provider: row.provider,
    name: row.name,
    serviceTier: row.serviceTier,
    validFrom: row.validFrom.toISOString(),
    validUntil: row.validUntil?.toISOString() ?? null,
    note: row.note,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    endedBy: row.endedBy,
  };
}

function presentRates(rate: OwnPriceRate): Record<RateField, string | null> {
  const decimal = (atto: bigint | null) => (atto === null ? null : decimalOf(atto));
  return {
    input: decimal(rate.inputAtto),
    output: decimal(rate.outputAtto),
    cacheRead: decimal(rate.cacheReadAtto),
    cacheWrite: decimal(rate.cacheWriteAtto),
    reasoning: decimal(rate.reasoningAtto),
  };
}

/** An own price as the API answers it. `feature` is the one that it is for, null when it is for every feature. */
export function presentPrice(
  row: OwnPrice & { rates: OwnPriceRate[] },
  feature: PriceAnswer["feature"],
  now: Date,
): PriceAnswer {
  const rates = row.rates.toSorted((a, b) => a.aboveInputTokens - b.aboveInputTokens);
  const base = rates.find((rate) => rate.aboveInputTokens === 0);
  return {
    ...presentHolding(row, now),
    kind: row.kind,
    feature,
    perCall: row.perCallPico === null ? null : decimalOf(row.perCallPico),
    perMillionTokens: base ? presentRates(base) : null,
    tiers: rates
      .filter((rate) => rate.aboveInputTokens > 0)
      .map((rate) => ({ aboveInputTokens: rate.aboveInputTokens, ...presentRates(rate) })),
  };
}

/** A discount as the API answers it. */
export function presentDiscount(row: PriceDiscount, now: Date): DiscountAnswer {
  return { ...presentHolding(row, now), percent: decimalOf(BigInt(row.discountPpm), 4) };
}
