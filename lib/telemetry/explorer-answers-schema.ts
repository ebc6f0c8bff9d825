import { z } from "zod";
import { page } from "#lib/core/schema";
import { callItem, outcomes } from "./schema.ts";

/** How far a list has been looked through that could not look at everything at once; null: as far as it goes. */
const lookedBackTo = z.string().nullable();

export const callPage = page(callItem).extend({ lookedBackTo });
export type CallPage = z.infer<typeof callPage>;

export const interactionItem = z.object({
  feature: z.object({ slug: z.string().nullable(), name: z.string() }),
  environment: z.string(),
  /** 32 hexadecimal digits: the trace's where that is the unit of work. */
  id: z.string(),
  /** What named the interaction; null when it is its trace. */
  unitValue: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string(),
  durationMs: z.number(),
  /** The worst that was reported; null when none was. */
  outcome: z.enum(outcomes).nullable(),
  /** Whether the last call failed; null before the first call. */
  lastCallFailed: z.boolean().nullable(),
  calls: z.int(),
  billableCalls: z.int(),
  unpricedCalls: z.int(),
  errorCalls: z.int(),
  retries: z.int(),
  fallbacks: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** Of the calls that have a price, exact; cents is the same for reading. */
  usd: z.string(),
  cents: z.number(),
  /** The first 12 digits of the release's digest where all calls that carry one carry the same; else null. */
  release: z.string().nullable(),
  severalReleases: z.boolean(),
});
export type InteractionItem = z.infer<typeof interactionItem>;

export const interactionPage = page(interactionItem).extend({
  lookedBackTo,
  /** Dearest first: only of interactions that cost more than this is the list whole. Null: it is whole. */
  completeAboveCents: z.number().nullable(),
});
export type InteractionPage = z.infer<typeof interactionPage>;

/** What calls can be narrowed by, apart from times and amounts. */
export const facetNames = [
  "feature",
  "environment",
  "operation",
  "provider",
  "model",
  "release",
  "attempt",
  "status",
  "errorType",
  "serviceTier",
  "service",
  "agent",
  "prompt",
  "promptVersion",
  "name",
  "priced",
] as const;
export type FacetName = (typeof facetNames)[number];

const facetValue = z.object({ value: z.string(), label: z.string().optional(), calls: z.int() });
export type FacetValue = z.infer<typeof facetValue>;

export const callSummary = z.object({
  /** Calls of the whole hours that the period touches, after the filters that rollups know. */
  calls: z.int(),
  errors: z.int(),
  /** Filters that only rows know (amounts, trace): the bars and counts are those without them. */
  notCounted: z.array(z.string()),
  step: z.enum(["hour", "day", "week", "month"]),
  /** First and last step (beginning, UTC) between which the bars stand; null without any call. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Steps in which there were calls, ascending. */
  bars: z.array(z.object({ start: z.string(), ok: z.int(), error: z.int() })),
  /** For each filter the values of the period, counted under all the other filters, most calls first. */
  facets: z.record(z.enum(facetNames), z.array(facetValue)),
  /** False where there are more combinations than are counted. */
  facetsComplete: z.boolean(),
});
export type CallSummary = z.infer<typeof callSummary>;
