import { z } from "zod";
import { environment, instant, zone } from "#lib/core/schema";

/** What a cost report is asked for. The last 30 days of production, in days of UTC, unless told. */
export const costQuery = z.object({
  from: instant.optional(),
  to: instant.optional(),
  environment,
  /** Days begin at midnight of this zone. */
  tz: zone.default("UTC"),
  grain: z.enum(["hour", "day"]).default("day"),
  format: z.enum(["json", "csv"]).default("json"),
});
export type CostQuery = z.output<typeof costQuery>;

const cents = z.number().nullable().meta({ description: "US cents; null where there is nothing to measure" });
const fraction = z
  .number()
  .nullable()
  .meta({ description: "Fraction of totalUsd; null while totalUsd is 0" });
const usd = z.string().meta({ description: "US dollars as a decimal string, never rounded" });

export const costPoint = z.object({
  /** The beginning of the hour or of the zone's day. */
  start: z.string(),
  interactions: z.int(),
  mean: cents,
  p50: cents,
  p95: cents,
});
export type CostPoint = z.infer<typeof costPoint>;

export const costByModel = z.object({
  kind: z.enum(["model", "tool"]),
  provider: z.string().nullable(),
  /** The model that answered, else the one that was asked for. */
  model: z.string().nullable(),
  calls: z.int(),
  unpricedCalls: z.int(),
  usd,
});
export type CostByModel = z.infer<typeof costByModel>;

export const costReport = z.object({
  /** The range that is answered: what was asked, widened to whole hours. */
  from: z.string(),
  to: z.string(),
  environment: z.string(),
  interactions: z.int(),
  /** Interactions with a billable call that has no price; they are in no percentile and in no mean. */
  unpricedInteractions: z.int(),
  calls: z.int(),
  billableCalls: z.int(),
  unpricedCalls: z.int(),
  coverage: z
    .number()
    .nullable()
    .meta({ description: "Priced fraction of billable calls; null without any" }),
  totalUsd: usd,
  centsPerInteraction: z.object({ mean: cents, p50: cents, p95: cents, p99: cents }),
  shares: z.object({ first: fraction, retry: fraction, fallback: fraction, tool: fraction }),
  byModel: z.array(costByModel),
  series: z.array(costPoint),
});
export type CostReport = z.infer<typeof costReport>;

/** What a list of features says of one feature's cost. Production only. */
export const costSummary = z.object({
  featureId: z.int(),
  /** Mean cents of fully priced interactions over the last 24 hour rollups, the running hour among them. */
  cents24h: z.number().nullable(),
  /** The same over the last 30 days of UTC, today among them. */
  cents30d: z.number().nullable(),
  interactions24h: z.int(),
  /** Mean cents of each of those 30 days, oldest first; null on a day with nothing. */
  sparkline: z.array(z.number().nullable()),
  /** Fraction of billable calls without a price; null without billable calls. */
  unpriced24h: z.number().nullable(),
  unpriced30d: z.number().nullable(),
  /** When the newest call of any environment started; null before the first. */
  lastTelemetryAt: z.string().nullable(),
});
export type CostSummary = z.infer<typeof costSummary>;

export const costRanges = ["24h", "7d", "30d", "90d"] as const;

/** What the address of the cost screen says; what is not understood is the default. */
export const costView = z.object({
  range: z.enum(costRanges).default("30d").catch("30d"),
  environment: environment.catch("production"),
});
export type CostView = z.output<typeof costView>;
