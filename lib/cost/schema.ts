import { z } from "zod";
import { environment, instant, zone } from "#lib/core/schema";

/** What a cost can be split by. */
export const splits = ["attempt", "model", "operation", "release", "environment"] as const;
export type Split = (typeof splits)[number];

/** What a cost report is asked for. The last 30 days of production, in days of UTC, unless told. */
export const costQuery = z.object({
  from: instant.optional(),
  to: instant.optional(),
  environment,
  /** Days begin at midnight of this zone. */
  tz: zone.default("UTC"),
  grain: z.enum(["hour", "day"]).optional().meta({
    description: "Of the series: hours for a range of up to 48 h, else days, unless told",
  }),
  split: z.enum(splits).optional().meta({
    description: "Adds a series for each part: the eight that cost most, and the others together",
  }),
  format: z.enum(["json", "csv"]).default("json"),
  table: z
    .enum(["series", "split", "model", "attempt", "operation", "release", "environment"])
    .default("series")
    .meta({
      description: "What a CSV file holds: the series, the series of the split, or one split's totals",
    }),
});
export type CostQuery = z.output<typeof costQuery>;

const cents = z.number().nullable().meta({ description: "US cents; null where there is nothing to measure" });
const fraction = z
  .number()
  .nullable()
  .meta({ description: "Fraction of totalUsd; null while totalUsd is 0" });
const usd = z.string().meta({ description: "US dollars as a decimal string, never rounded" });
const centsPerInteraction = z.object({ mean: cents, p50: cents, p95: cents, p99: cents });

export const costPoint = z.object({
  /** The beginning of the hour or of the zone's day. */
  start: z.string(),
  interactions: z.int(),
  mean: cents,
  p50: cents,
  p95: cents,
});
export type CostPoint = z.infer<typeof costPoint>;

const part = { calls: z.int(), unpricedCalls: z.int(), usd, share: fraction };

export const costByModel = z.object({
  kind: z.enum(["model", "tool"]),
  provider: z.string().nullable(),
  /** The model that answered, else the one that was asked for. */
  model: z.string().nullable(),
  ...part,
});
export type CostByModel = z.infer<typeof costByModel>;

export const costByAttempt = z.object({ attempt: z.enum(["first", "retry", "fallback", "tool"]), ...part });
export type CostByAttempt = z.infer<typeof costByAttempt>;

export const costByOperation = z.object({
  operation: z.string(),
  tool: z.string().nullable().meta({ description: "The tool's span name; null for what is no tool" }),
  ...part,
});
export type CostByOperation = z.infer<typeof costByOperation>;

const ofInteractions = { interactions: z.int(), unpricedInteractions: z.int(), centsPerInteraction };

export const costByRelease = z.object({
  release: z.string().meta({
    description:
      "The release's first 12 digits; none: without one; several: interactions over several, no calls",
  }),
  digest: z.string().nullable().meta({ description: "The whole digest; null where it was never declared" }),
  name: z.string().nullable().meta({ description: "What the release brought: prompt v13" }),
  ...part,
  ...ofInteractions,
});
export type CostByRelease = z.infer<typeof costByRelease>;

export const costByEnvironment = z.object({ environment: z.string(), ...part, ...ofInteractions });
export type CostByEnvironment = z.infer<typeof costByEnvironment>;

export const splitPart = z.object({
  key: z.string().meta({ description: "other: all parts beyond the eight that cost most" }),
  label: z.string(),
  ...part,
  series: z
    .array(z.object({ start: z.string(), calls: z.int(), usd }))
    .meta({ description: "As long as the report's series" }),
});
export type SplitPart = z.infer<typeof splitPart>;

export const costReport = z.object({
  /** The range that is answered: what was asked, widened to whole hours. */
  from: z.string(),
  to: z.string(),
  environment: z.string(),
  grain: z.enum(["hour", "day"]),
  interactions: z.int(),
  /** Interactions with a billable call that has no price; they are in no percentile and in no mean. */
  unpricedInteractions: z.int(),
  zeroCostInteractions: z.int().meta({
    description:
      "Priced interactions that cost nothing: without a billable call, or failed before anything was billed. They count as 0",
  }),
  calls: z.int(),
  billableCalls: z.int(),
  unpricedCalls: z.int(),
  coverage: z
    .number()
    .nullable()
    .meta({ description: "Priced fraction of billable calls; null without any" }),
  unpriced: z.object({
    calls: z.int(),
    share: z.number().nullable().meta({ description: "Fraction of billable calls; null without any" }),
    byModel: z.array(
      z.object({ provider: z.string().nullable(), model: z.string().nullable(), calls: z.int() }),
    ),
  }),
  totalUsd: usd,
  centsPerInteraction,
  repeatsCentsPerInteraction: cents.meta({
    description:
      "US cents of retries and fallbacks that each interaction carries, on average over all of them",
  }),
  tokens: z.object({
    input: z.int().meta({ description: "Cached tokens among them" }),
    cached: z.int(),
    cacheWrite: z.int(),
    output: z.int().meta({ description: "Reasoning among them" }),
    reasoning: z.int(),
    cacheShare: z.number().nullable().meta({ description: "Cached fraction of the input; null without any" }),
  }),
  /** The same over the range of equal length just before. */
  previous: z.object({
    from: z.string(),
    to: z.string(),
    interactions: z.int(),
    calls: z.int(),
    unpricedCalls: z.int(),
    totalUsd: usd,
    centsPerInteraction,
  }),
  shares: z.object({ first: fraction, retry: fraction, fallback: fraction, tool: fraction }),
  byAttempt: z.array(costByAttempt),
  byModel: z.array(costByModel),
  byOperation: z.array(costByOperation),
  byRelease: z.array(costByRelease),
  byEnvironment: z.array(costByEnvironment).meta({
    description: "All environments, whichever was asked for; shares are fractions of their sum",
  }),
  series: z.array(costPoint),
  split: z
    .object({ by: z.enum(splits), parts: z.array(splitPart) })
    .nullable()
    .meta({ description: "Null unless asked for. By environment its parts are of all environments" }),
});
export type CostReport = z.infer<typeof costReport>;

/** What a latency report is asked for. The last 30 days of production unless told. */
export const latencyQuery = z.object({
  from: instant.optional(),
  to: instant.optional(),
  environment,
  format: z.enum(["json", "csv"]).default("json"),
});
export type LatencyQuery = z.output<typeof latencyQuery>;

const ms = z
  .number()
  .nullable()
  .meta({ description: "Milliseconds, within 2 %; null where nothing was measured" });
const millis = z.object({ p50: ms, p95: ms, p99: ms });
const latency = {
  calls: z.int(),
  durationMs: millis,
  streamed: z.int().meta({ description: "Calls whose time to the first token was sent" }),
  timeToFirstTokenMs: millis,
};

export const latencyReport = z.object({
  from: z.string(),
  to: z.string(),
  environment: z.string(),
  ...latency,
  byModel: z.array(
    z.object({
      operation: z.string(),
      provider: z.string().nullable(),
      /** The model that answered, else the one that was asked for; null for tools. */
      model: z.string().nullable(),
      ...latency,
    }),
  ),
});
export type LatencyReport = z.infer<typeof latencyReport>;

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
  /** Of the same 24 hours. */
  billableCalls24h: z.int(),
  unpricedCalls24h: z.int(),
  /** Of all environments, since the first of the month in UTC. */
  spendThisMonthNano: z.coerce.bigint(),
  /** When the newest call of any environment started; null before the first. */
  lastTelemetryAt: z.string().nullable(),
});
export type CostSummary = z.infer<typeof costSummary>;

export const costRanges = ["24h", "7d", "30d", "90d"] as const;

/** What the address of the cost screen says; what is not understood is the default. */
export const costView = z.object({
  range: z.enum(costRanges).default("30d").catch("30d"),
  environment: environment.catch("production"),
  by: z.enum(splits).default("attempt").catch("attempt"),
  /** Null: the viewer's own zone. */
  tz: zone.nullable().default(null).catch(null),
});
export type CostView = z.output<typeof costView>;
