import { z } from "zod";
import { instant, notStorable, slug } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";
import { PRICE_DIGITS } from "./decimal.ts";

/** Postgres' serial numbers. */
const MAX_ID = 2_147_483_647;

export const priceParams = z.object({ id: z.string().meta({ description: "The number of the price" }) });

/** A price's number, or null for a text that is none. */
export function priceId(text: string): number | null {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= MAX_ID ? Number(text) : null;
}

const line = (max: number) => z.string().trim().min(1).max(max).refine(isStorable, notStorable);
const lowerLine = (max: number) => line(max).transform((text) => text.toLowerCase());

const amount = z
  .string()
  .regex(
    /^\d{1,7}(\.\d{1,12})?$/,
    `a decimal such as 0.15, with at most ${PRICE_DIGITS} digits after the point`,
  )
  .refine((text) => Number(text) <= 1_000_000, "at most 1000000")
  .meta({ description: "US dollars as a decimal string" });

const perMillion = {
  input: amount.nullish(),
  output: amount.nullish(),
  cacheRead: amount.nullish().meta({ description: "Left out: as input" }),
  cacheWrite: amount.nullish().meta({ description: "Left out: as input" }),
  reasoning: amount.nullish().meta({ description: "Left out: as output" }),
};

export const rateFields = ["input", "output", "cacheRead", "cacheWrite", "reasoning"] as const;
export type RateField = (typeof rateFields)[number];

const name = lowerLine(200).refine((text) => !text.slice(0, -1).includes("*"), {
  message: "a * may only stand at the end",
});
const provider = lowerLine(100).nullish().meta({ description: "As calls name it; left out: any provider" });

const validity = {
  validFrom: instant.optional().meta({ description: "The first instant; now when left out" }),
  validUntil: instant.nullish().meta({ description: "The first instant at which it holds no more" }),
};

const ordered = (body: { validFrom?: Date; validUntil?: Date | null }) =>
  !body.validFrom || !body.validUntil || body.validFrom < body.validUntil;
const orderedProblem = { path: ["validUntil"], message: "must lie after validFrom" };

const note = line(500).nullish();

export const priceBody = z
  .object({
    feature: slug.nullish().meta({ description: "Left out: every feature" }),
    kind: z.enum(["model", "tool"]),
    provider,
    name: name.meta({
      description: "The model or tool as calls name it; a * at the end stands for any rest",
    }),
    serviceTier: lowerLine(60).nullish().meta({ description: "Left out: any tier" }),
    perCall: amount.nullish(),
    perMillionTokens: z.object(perMillion).nullish(),
    tiers: z
      .array(z.object({ aboveInputTokens: z.int().min(1).max(1_000_000_000), ...perMillion }))
      .max(10)
      .nullish()
      .meta({ description: "Prices of requests with more input tokens; what is left out costs as below" }),
    ...validity,
    note,
  })
  .superRefine((body, context) => {
    const base = body.perMillionTokens ?? {};
    const stated = rateFields.filter((field) => base[field] != null);
    const tiers = body.tiers ?? [];
    const problem = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if (body.kind === "tool") {
      if (body.perCall == null) problem(["perCall"], "a tool has a price per call");
      if (stated.length > 0 || tiers.length > 0)
        problem(["perMillionTokens"], "a tool has no price per token");
    } else if (stated.length === 0 && body.perCall == null)
      problem(["perMillionTokens"], "state a price per token or per call");
    if (base.reasoning != null && base.output == null)
      problem(
        ["perMillionTokens", "output"],
        "reasoning tokens are a part of the output: state its price too",
      );
    if ((base.cacheRead != null || base.cacheWrite != null) && base.input == null)
      problem(["perMillionTokens", "input"], "cached tokens are a part of the input: state its price too");
    if (new Set(tiers.map((tier) => tier.aboveInputTokens)).size < tiers.length)
      problem(["tiers"], "two tiers begin at the same number of tokens");
    for (const [index, tier] of tiers.entries()) {
      for (const field of rateFields)
        if (tier[field] != null && base[field] == null)
          problem(["tiers", index, field], "a tier prices what the base prices too");
    }
    if (!ordered(body)) problem(orderedProblem.path, orderedProblem.message);
  });
export type PriceBody = z.output<typeof priceBody>;

const percent = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,4})?$/, "a percentage such as 15 or 12.5, negative for a surcharge")
  .refine((text) => Number(text) <= 100 && Number(text) >= -900, "between -900 and 100");

export const discountBody = z
  .object({
    provider,
    name: name.meta({ description: "The model as calls name it; a * at the end stands for any rest" }),
    serviceTier: lowerLine(60).nullish().meta({
      description: "Left out: the standard tier. Naming another one gives its calls a price at all",
    }),
    percent: percent.meta({ description: "Off the price list; negative for a surcharge" }),
    ...validity,
    note,
  })
  .refine(ordered, orderedProblem);
export type DiscountBody = z.output<typeof discountBody>;

export const endBody = z.strictObject({
  at: instant
    .optional()
    .meta({ description: "The first instant at which it holds no more; now when left out" }),
});
export type EndBody = z.output<typeof endBody>;

const usd = z.string().nullable().meta({ description: "US dollars as a decimal string" });
const rates = { input: usd, output: usd, cacheRead: usd, cacheWrite: usd, reasoning: usd };

const holding = {
  id: z.int(),
  state: z.enum(["holds", "planned", "ended"]),
  provider: z.string().nullable(),
  name: z.string(),
  serviceTier: z.string().nullable(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  note: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  endedBy: z.string().nullable(),
};

export const priceAnswer = z
  .object({
    ...holding,
    kind: z.enum(["model", "tool"]),
    feature: z.object({ slug: z.string(), name: z.string() }).nullable(),
    perCall: usd,
    perMillionTokens: z.object(rates).nullable(),
    tiers: z.array(z.object({ aboveInputTokens: z.int(), ...rates })),
  })
  .meta({ id: "OwnPrice" });
export type PriceAnswer = z.infer<typeof priceAnswer>;

export const discountAnswer = z.object({ ...holding, percent: z.string() }).meta({ id: "PriceDiscount" });
export type DiscountAnswer = z.infer<typeof discountAnswer>;

export const pricesAnswer = z.object({ items: z.array(priceAnswer) });
export const discountsAnswer = z.object({ items: z.array(discountAnswer) });

export const formatQuery = z.object({ format: z.enum(["json", "csv"]).default("json") });

export const unpricedModel = z.object({
  provider: z.string().nullable(),
  /** The model that answered, else the one that was asked for; null where calls name none. */
  model: z.string().nullable(),
  serviceTier: z.string().nullable(),
  calls: z.int(),
  unpricedCalls: z.int(),
  /** No call of them said how many tokens it used: no price per token can hold. */
  withoutCounts: z.boolean(),
  firstDay: z.string(),
});
export type UnpricedModel = z.infer<typeof unpricedModel>;

export const priceListAnswer = z.object({
  /** Package and version, as a call's price names it. */
  list: z.string(),
  formula: z.int(),
  publishedAt: z.string().meta({ description: "The day on which this version of the list was published" }),
  newestChangeAt: z.string().nullable().meta({
    description: "The newest day, not in the future, from which the list dates a price of its own",
  }),
  ageDays: z
    .int()
    .meta({ description: "Days since publishedAt: price changes since then are not in the list" }),
  old: z.boolean().meta({ description: "Whether the list is older than 60 days" }),
  providers: z.int(),
  models: z.int(),
  unpriced: z.array(unpricedModel).meta({ description: "Billable calls without a price, last 30 days" }),
});
export type PriceListAnswer = z.infer<typeof priceListAnswer>;
