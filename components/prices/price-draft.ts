import { dayInterval } from "#lib/core/calendar";
import { type RateField, rateFields, type UnpricedModel } from "#lib/cost/price-schema";

export type ValidityDraft = { fromDay: string; untilDay: string; note: string };

export type RatesDraft = Record<RateField, string>;

export type TierDraft = RatesDraft & { key: string; above: string };

export type PriceDraft = ValidityDraft & {
  kind: "model" | "tool";
  name: string;
  provider: string;
  serviceTier: string;
  feature: string | null;
  perCall: string;
  rates: RatesDraft;
  tiers: TierDraft[];
};

const noRates: RatesDraft = { input: "", output: "", cacheRead: "", cacheWrite: "", reasoning: "" };

/** A draft from today on; from an unpriced model, of its name and from its first unpriced day on. */
export function emptyPrice(today: string, unpriced?: UnpricedModel): PriceDraft {
  return {
    kind: "model",
    name: unpriced?.model ?? "",
    provider: unpriced?.provider ?? "",
    serviceTier: unpriced?.serviceTier ?? "",
    feature: null,
    perCall: "",
    rates: noRates,
    tiers: [],
    fromDay: unpriced?.firstDay ?? today,
    untilDay: "",
    note: "",
  };
}

export function emptyTier(key: string): TierDraft {
  return { ...noRates, key, above: "" };
}

const given = (text: string): string | null => text.trim() || null;

function ratesOf(draft: RatesDraft): Partial<Record<RateField, string>> {
  return Object.fromEntries(
    rateFields.flatMap((field) => (given(draft[field]) ? [[field, draft[field].trim()]] : [])),
  );
}

/** What was typed as a day means that day's midnight in the organisation's zone. */
export function validityOf(draft: ValidityDraft, zone: string) {
  const instant = (day: string) => (day === "" ? null : dayInterval(day, zone).from.toISOString());
  return {
    validFrom: instant(draft.fromDay) ?? undefined,
    validUntil: instant(draft.untilDay),
    note: given(draft.note),
  };
}

/** The body of POST /prices. Numbers go as they were typed: the server says what is wrong with them. */
export function priceBodyOf(draft: PriceDraft, zone: string) {
  const model = draft.kind === "model";
  return {
    feature: draft.feature,
    kind: draft.kind,
    provider: given(draft.provider),
    name: draft.name,
    serviceTier: given(draft.serviceTier),
    perCall: given(draft.perCall),
    perMillionTokens: model ? ratesOf(draft.rates) : null,
    tiers: model
      ? draft.tiers.map((tier) => ({ aboveInputTokens: Number(tier.above), ...ratesOf(tier) }))
      : null,
    ...validityOf(draft, zone),
  };
}
