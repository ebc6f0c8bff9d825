import { z } from "zod";
import { environment, instant, notStorable, page, pageQuery } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";
import { evaluationItem } from "./evaluation-schema.ts";
import { feedbackSources } from "./feedback-domain.ts";

/** Letters that a comment may have. */
export const COMMENT_MAX = 4000;
export const LABEL_MAX = 100;

const line = (max: number) => z.string().trim().min(1).max(max).refine(isStorable, notStorable);
const hex = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-fA-F]{${digits}}$`), `${digits} hexadecimal digits`)
    .toLowerCase();
const LARGEST = 1_000_000;
const figure = z.number().min(-LARGEST).max(LARGEST);

const ratingShape = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("thumbs"), value: z.enum(["up", "down"]) }),
  z.strictObject({
    kind: z.literal("stars"),
    value: z.int().min(1).max(10),
    of: z.int().min(2).max(10).default(5),
  }),
  z.strictObject({
    kind: z.literal("score"),
    value: figure,
    min: figure.default(0),
    max: figure.default(1),
  }),
]);

const rating = ratingShape.superRefine((given, context) => {
  const outside = (message: string) => context.addIssue({ code: "custom", path: ["value"], message });
  if (given.kind === "stars" && given.value > given.of) outside(`at most ${given.of} stars`);
  if (given.kind !== "score") return;
  if (given.min >= given.max)
    context.addIssue({ code: "custom", path: ["max"], message: "must be above min" });
  else if (given.value < given.min || given.value > given.max)
    outside(`must lie in ${given.min} to ${given.max}`);
});

export const feedbackBody = z
  .strictObject({
    id: z.uuid().optional().meta({ description: "Yours: sending it again corrects what was sent before" }),
    environment,
    interaction: line(200).optional().meta({ description: "The unit's value, or the interaction's id" }),
    traceId: hex(32).optional(),
    spanId: hex(16).optional().meta({ description: "One call of the trace; the whole interaction without" }),
    responseId: line(200).optional().meta({ description: "The provider's id of the answer" }),
    rating: rating.optional(),
    label: line(LABEL_MAX).optional().meta({ description: "A category: wrong account, too long" }),
    comment: z
      .string()
      .trim()
      .min(1)
      .max(COMMENT_MAX)
      .refine(isStorable, notStorable)
      .optional()
      .meta({ description: "What somebody wrote: kept as the feature's content policy says" }),
    endUser: line(LABEL_MAX * 2)
      .optional()
      .meta({ description: "Your own reference to the person; avoid names" }),
    source: z
      .enum(feedbackSources)
      .optional()
      .meta({ description: "end_user unless told; reviewer takes a key with the scope write, or a person" }),
    at: instant.optional().meta({ description: "When it was given; now unless told" }),
  })
  .superRefine((body, context) => {
    const missing = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (!body.interaction && !body.traceId && !body.responseId)
      missing("interaction", "name an interaction, a traceId or a responseId");
    if (body.spanId && !body.traceId) missing("traceId", "a span needs its trace");
    if (!body.rating && !body.label && !body.comment)
      missing("rating", "send a rating, a label or a comment");
  });
export type FeedbackBody = z.output<typeof feedbackBody>;
export type FeedbackInput = z.input<typeof feedbackBody>;

export const feedbackReceipt = z
  .object({
    id: z.uuid(),
    revision: z
      .int()
      .meta({ description: "1, and one more for each correction; a plain repeat changes nothing" }),
    score: z.number().nullable().meta({ description: "The rating on -1 to 1" }),
    warnings: z
      .array(z.string())
      .meta({ description: "What was not stored as sent: a comment under a policy" }),
  })
  .meta({ id: "FeedbackReceipt" });
export type FeedbackReceipt = z.infer<typeof feedbackReceipt>;

export const feedbackItem = z
  .object({
    id: z.uuid(),
    environment: z.string(),
    interaction: z
      .string()
      .nullable()
      .meta({ description: "The unit's value; the interaction's id where the value holds personal data" }),
    traceId: z.string().nullable(),
    spanId: z.string().nullable(),
    responseId: z.string().nullable(),
    rating: ratingShape.nullable(),
    score: z.number().nullable(),
    label: z.string().nullable(),
    hasComment: z.boolean(),
    comment: z.string().nullable().meta({ description: "Only where it was asked for by who may read it" }),
    endUser: z.string().nullable(),
    source: z.enum(feedbackSources),
    createdBy: z.string(),
    /** Whether the caller may correct it by sending again. */
    own: z.boolean(),
    at: z.string(),
    updatedAt: z.string(),
    revision: z.int(),
  })
  .meta({ id: "Feedback" });
export type FeedbackItem = z.infer<typeof feedbackItem>;
export const feedbackPage = page(feedbackItem);
export type FeedbackPage = z.infer<typeof feedbackPage>;

export const evaluationBeside = evaluationItem.extend({ explanation: z.string().nullable() });
export type EvaluationBeside = z.infer<typeof evaluationBeside>;

/** What was said of one interaction by people and by evaluators. */
export const interactionFeedback = z.object({
  feedback: z.array(feedbackItem),
  /** True when there is more feedback than is shown. */
  truncated: z.boolean(),
  evaluations: z.array(evaluationBeside),
  words: z.enum(["none", "hidden", "available", "shown"]).meta({
    description:
      "Comments and explanations. none: there are none. hidden: not for you. available: ask with content=1. shown: recorded as a look",
  }),
});
export type InteractionFeedback = z.infer<typeof interactionFeedback>;

export const feedbackFilters = {
  environment: z.string().min(1).max(64).refine(isStorable, notStorable).optional(),
  source: z.enum(feedbackSources).optional(),
  leaning: z.enum(["up", "down", "neutral"]).optional(),
  from: instant.optional(),
  to: instant.optional(),
};
const filters = z.object(feedbackFilters);
export type FeedbackFilters = z.output<typeof filters>;

export const feedbackQuery = z.object({
  ...feedbackFilters,
  ...pageQuery,
  format: z.enum(["json", "csv"]).default("json"),
});

const tally = z.object({ up: z.int(), down: z.int(), neutral: z.int(), unrated: z.int() });
export const feedbackSummaryQuery = z.object({
  environment,
  days: z.coerce.number().int().min(1).max(365).default(30),
});
export const feedbackSummary = z
  .object({ environment: z.string(), from: z.string(), to: z.string(), endUsers: tally, reviewers: tally })
  .meta({ id: "FeedbackSummary" });
export type FeedbackSummary = z.infer<typeof feedbackSummary>;
