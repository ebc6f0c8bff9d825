import { z } from "zod";
import { instant, notStorable, pageQuery, slug } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";

/** The job that works on runs. */
export const REPRICING_JOB = "reprice-calls";

export const runParams = z.object({ id: z.uuid().meta({ description: "The id of the run" }) });

export const runFormat = z.object({ format: z.enum(["json", "csv"]).default("json") });

export const runBody = z
  .object({
    feature: slug.nullish().meta({ description: "Left out: every feature, and what is unregistered" }),
    from: instant.meta({ description: "The first instant of the period" }),
    to: instant.meta({ description: "The first instant after the period" }),
    reason: z.string().trim().min(1).max(500).refine(isStorable, notStorable),
  })
  .refine((body) => body.from < body.to, { path: ["to"], message: "must lie after from" });
export type RunBody = z.output<typeof runBody>;

export const runsQuery = z.object({ ...pageQuery, ...runFormat.shape });
export type RunsQuery = Pick<z.output<typeof runsQuery>, "cursor" | "limit">;

const usd = z.string().meta({ description: "US dollars as a decimal string, never rounded" });
const sums = {
  calls: z.int(),
  changedCalls: z.int(),
  newlyPricedCalls: z.int(),
  newlyUnpricedCalls: z.int(),
  dearerCalls: z.int(),
  cheaperCalls: z.int(),
  unpricedBefore: z.int(),
  unpricedAfter: z.int(),
  beforeUsd: usd,
  afterUsd: usd,
  differenceUsd: usd,
};

export const runTotal = z.object(sums);
export type RunTotal = z.infer<typeof runTotal>;

export const runRow = z.object({
  ...sums,
  /** null for what is unregistered. */
  feature: z.object({ slug: z.string(), name: z.string() }).nullable(),
  kind: z.enum(["model", "tool"]),
  provider: z.string().nullable(),
  name: z.string().nullable(),
});
export type RunRow = z.infer<typeof runRow>;

export const runStatuses = ["previewing", "previewed", "running", "done", "cancelled", "failed"] as const;

export const runSummary = z
  .object({
    id: z.string(),
    feature: z.object({ slug: z.string(), name: z.string() }).nullable(),
    from: z.string(),
    to: z.string(),
    reason: z.string(),
    status: z.enum(runStatuses),
    problem: z.string().nullable(),
    createdBy: z.string(),
    createdAt: z.string(),
    appliedBy: z.string().nullable(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    progress: z
      .object({ calls: z.int(), of: z.int() })
      .meta({ description: "Calls that were looked at in this phase; `of` is counted when it begins" }),
    preview: runTotal,
    applied: runTotal.nullable().meta({ description: "What was changed so far; null until it was applied" }),
  })
  .meta({ id: "RepricingRun" });
export type RunSummary = z.infer<typeof runSummary>;

export const runAnswer = runSummary.extend({
  rows: z.array(runRow).meta({
    description: "By feature and model: of the application where there is one, else of the preview",
  }),
});
export type RunAnswer = z.infer<typeof runAnswer>;

export const runsAnswer = z.object({ items: z.array(runSummary), next: z.string().nullable() });
export type RunsAnswer = z.infer<typeof runsAnswer>;
