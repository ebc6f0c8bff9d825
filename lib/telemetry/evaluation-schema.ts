import { z } from "zod";
import { instant, notStorable, page, pageQuery } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";

const filterText = z.string().min(1).max(200).refine(isStorable, notStorable).optional();

export const evaluationFilters = z.object({
  /** The metric. */
  name: filterText,
  environment: filterText,
  trace: z
    .string()
    .regex(/^[0-9a-fA-F]{32}$/, "32 hexadecimal digits")
    .transform((id) => id.toLowerCase())
    .optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type EvaluationFilters = z.output<typeof evaluationFilters>;

export const evaluationQuery = evaluationFilters.extend({
  ...pageQuery,
  format: z.enum(["json", "csv"]).default("json"),
});

export const evaluationItem = z.object({
  at: z.string(),
  environment: z.string(),
  name: z.string(),
  score: z.number().nullable(),
  label: z.string().nullable(),
  /** Explanations may quote messages: they are read at the interaction, where looks are recorded. */
  hasExplanation: z.boolean(),
  /** 32 and 16 hexadecimal digits; null where the evaluator named no span. */
  traceId: z.string().nullable(),
  spanId: z.string().nullable(),
  responseId: z.string().nullable(),
  source: z.enum(["span", "log"]),
  attributes: z.record(z.string(), z.unknown()),
});
export type EvaluationItem = z.infer<typeof evaluationItem>;

export const evaluationPage = page(evaluationItem);
export type EvaluationPage = z.infer<typeof evaluationPage>;
