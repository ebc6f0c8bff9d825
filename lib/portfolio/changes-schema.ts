import { z } from "zod";
import { characteristicKeys, statuses, verdicts } from "#lib/scorecard/domain";

/** Weeks that the trend looks back. */
export const TREND_WEEKS = 26;

export const changesQuery = z.object({
  format: z.enum(["json", "csv"]).default("json"),
  list: z
    .enum(["eroded", "stale"])
    .default("eroded")
    .meta({ description: "Which of the two a CSV file holds" }),
});

const link = z.object({ label: z.string(), href: z.string() });
const feature = z.object({ slug: z.string(), name: z.string(), team: z.string().nullable() });
const check = { key: z.enum(characteristicKeys), id: z.string(), title: z.string() };

export const erodedCheck = z.object({
  ...check,
  status: z.enum(statuses),
  because: z.string(),
  fix: link.nullable(),
  at: z.iso.datetime().meta({ description: "When it was last met" }),
});

export const erodedFeature = z.object({
  feature,
  verdict: z.enum(verdicts),
  cells: z.array(z.object({ key: z.enum(characteristicKeys), status: z.enum(statuses) })),
  checks: z.array(erodedCheck),
});
export type ErodedFeature = z.infer<typeof erodedFeature>;

export const endingCheck = z.object({
  feature,
  ...check,
  at: z.iso.datetime().meta({ description: "When it goes stale by age alone" }),
  fix: link,
});
export type EndingCheck = z.infer<typeof endingCheck>;

/** What changed and what is about to, of the features that are in use. */
export const portfolioChanges = z.object({
  /** Checks that were met at some time in the last 7 days and are not any more, the feature that fell last first. */
  eroded: z.array(erodedFeature),
  /** Checks that go stale within 30 days unless somebody renews them, the soonest first. */
  goingStale: z.array(endingCheck),
  keptByTraffic: z.int().meta({
    description: "Checks that end within 30 days too, and that each call renews while telemetry arrives",
  }),
});
export type PortfolioChanges = z.infer<typeof portfolioChanges>;

export const trendPoint = z.object({
  week: z.int(),
  day: z.iso.date().nullable().meta({
    description: "The newest UTC day of the week that was judged; null for a week that nobody judged",
  }),
  features: z.int().meta({ description: "In use on that day" }),
  productionGrade: z.int(),
  approaching: z.int(),
  byAccident: z.int(),
  notInProduction: z.int(),
});
export type TrendPoint = z.infer<typeof trendPoint>;

export const portfolioTrend = z.object({
  /** Weeks of seven UTC days, the oldest first; the last one ends today. */
  items: z.array(trendPoint),
});
export type PortfolioTrend = z.infer<typeof portfolioTrend>;
