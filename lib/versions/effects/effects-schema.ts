import { z } from "zod";
import { environment, zone } from "#lib/core/schema";
import { runningQuery } from "#lib/versions/schema";

/** What is compared before and after a change. */
export const effectMetrics = [
  "interactions_per_hour",
  "cents_mean",
  "cents_p95",
  "failed_share",
  "error_share",
  "latency_p50_ms",
  "latency_p95_ms",
] as const;
export type EffectMetric = (typeof effectMetrics)[number];

export const metricWords: Record<EffectMetric, string> = {
  interactions_per_hour: "interactions per hour",
  cents_mean: "mean cost per interaction",
  cents_p95: "p95 cost per interaction",
  failed_share: "interactions that failed",
  error_share: "calls with an error",
  latency_p50_ms: "median latency",
  latency_p95_ms: "p95 latency",
};

/** Interactions that each side must have before anything is said; of cost, priced ones. */
export const LEAST_INTERACTIONS = 100;

/** The level at which all intervals of an answer hold together, and the measures of each change that have one. */
export const LEVEL = 0.99;
export const TESTED = effectMetrics.length - 1;

export const effectVerdicts = ["higher", "lower", "no_difference", "too_little", "not_tested"] as const;

export const metricEffect = z.object({
  metric: z.enum(effectMetrics),
  before: z.number().nullable(),
  after: z.number().nullable(),
  change: z.number().nullable().meta({
    description: "Of shares the difference, else the part of the figure before: 0.12 is 12 % more",
  }),
  low: z
    .number()
    .nullable()
    .meta({ description: "Lower end of the interval of the change, at `intervalLevel`" }),
  high: z.number().nullable(),
  verdict: z.enum(effectVerdicts),
  because: z.string(),
});
export type MetricEffect = z.infer<typeof metricEffect>;

const stretch = z.object({
  from: z.string(),
  to: z.string(),
  interactions: z.number(),
  priced: z.number().meta({ description: "Interactions whose cost is known: those that cost is told of" }),
  calls: z.number(),
});

export const effect = z.object({
  at: z.string(),
  kind: z.enum(["deployment", "model"]).meta({
    description: "model: the provider began to answer a request with another model",
  }),
  label: z.string(),
  reason: z.string().nullable(),
  reportedBy: z.string().nullable(),
  windowHours: z
    .number()
    .nullable()
    .meta({ description: "Length of each side; null where there is no room" }),
  before: stretch.nullable(),
  after: stretch.nullable(),
  note: z.string().nullable(),
  sentence: z.string(),
  metrics: z.array(metricEffect),
});
export type Effect = z.infer<typeof effect>;

export const effectsAnswer = z.object({
  interval: z.object({ from: z.string(), to: z.string() }),
  environment: z.string(),
  leastInteractions: z.number(),
  level: z.number().meta({ description: "Level at which all intervals of the answer hold together" }),
  comparisons: z.number().meta({ description: "How many measures of how many changes are compared" }),
  intervalLevel: z
    .number()
    .meta({ description: "Level of each interval: the risk of `level`, split between the comparisons" }),
  effects: z.array(effect),
});
export type EffectsAnswer = z.infer<typeof effectsAnswer>;

export const effectsQuery = z.object({
  at: runningQuery.shape.at,
  tz: zone.default("UTC"),
  environment,
});
