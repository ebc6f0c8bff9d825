import { z } from "zod";
import { notStorable } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";
import { historyMove } from "./history-schema.ts";

/** Stands for telemetry of no registered feature in a filter; the underscore keeps it apart from every slug. */
export const UNREGISTERED = "_unregistered";

export const attempts = ["first", "retry", "fallback"] as const;
export const callStatuses = ["ok", "error"] as const;
export const outcomes = ["answered", "degraded", "refused", "escalated", "failed"] as const;

const filterText = z.string().min(1).max(200).refine(isStorable, notStorable).optional();

const tokens = z.int().nullable();
const ms = z.number();

const spanFields = {
  /** RFC 3339 with microseconds. */
  startedAt: z.string(),
  durationMs: ms,
  /** 32, 16 and 16 hexadecimal digits. */
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().nullable(),
  operation: z.string(),
  name: z.string(),
  status: z.enum(callStatuses),
  serviceName: z.string().nullable(),
  agent: z.string().nullable(),
  release: z.string().nullable(),
  /** error.type, or the kind of the failure as the dialect names it. */
  errorType: z.string().nullable(),
};

const callFields = {
  provider: z.string().nullable(),
  requestModel: z.string().nullable(),
  responseModel: z.string().nullable(),
  promptName: z.string().nullable(),
  promptVersion: z.string().nullable(),
  serviceTier: z.string().nullable(),
  attempt: z.enum(attempts),
  timeToFirstTokenMs: ms.nullable(),
  billable: z.boolean(),
  /** Null: no price, which is not the same as free. */
  usd: z.string().nullable(),
  priceRef: z.string().nullable(),
  tokens: z.object({
    input: tokens,
    output: tokens,
    cacheRead: tokens,
    cacheWrite: tokens,
    reasoning: tokens,
  }),
};

export const callItem = z.object({
  feature: z.object({ slug: z.string().nullable(), name: z.string() }),
  environment: z.string(),
  /** 32 hexadecimal digits. */
  interactionId: z.string(),
  ...spanFields,
  ...callFields,
});
export type CallItem = z.infer<typeof callItem>;

export const callContent = z.object({
  attributes: z.record(z.string(), z.unknown()),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
});
export type CallContent = z.infer<typeof callContent>;

const spanNode = z.object({
  ...spanFields,
  kind: z.enum(["call", "span"]),
  /** What only calls have; null for structure. */
  call: z.object(callFields).nullable(),
  content: callContent.nullable(),
});
export type SpanNode = z.infer<typeof spanNode>;
export type InteractionNode = SpanNode & { children: InteractionNode[] };

export const interactionNode: z.ZodType<InteractionNode> = spanNode
  .extend({ children: z.lazy(() => z.array(interactionNode)) })
  .meta({ id: "InteractionNode" });

export const interactionQuery = z.object({
  environment: filterText,
  content: z.stringbool().default(true).meta({
    description:
      "Whether messages are wanted. For those who may read them each such answer is recorded as a look; 0 asks for the rest without a look",
  }),
});

export const interactionAnswer = z.object({
  id: z.string(),
  environment: z.string(),
  /** What named the interaction; null when it is its trace. */
  unitValue: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string(),
  calls: z.int(),
  billableCalls: z.int(),
  unpricedCalls: z.int(),
  errorCalls: z.int(),
  retries: z.int(),
  fallbacks: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** Of the calls that have a price. */
  usd: z.string(),
  outcome: z.enum(outcomes).nullable(),
  messages: z.enum(["none", "hidden", "available", "shown"]).meta({
    description:
      "none: nothing is kept. hidden: kept, but not for you. available: kept, ask with content=1. shown: in the nodes, and the look is recorded",
  }),
  /** True when there are more spans than are shown. */
  truncated: z.boolean(),
  tree: z.array(interactionNode),
});
export type InteractionAnswer = z.infer<typeof interactionAnswer>;

export const telemetryState = z.object({
  /** The earliest and the latest beginning of a span; null before the first. */
  firstSpanAt: z.string().nullable(),
  lastSpanAt: z.string().nullable(),
  /** In the last 24 hour rollups, the running hour among them; all environments. */
  calls24h: z.int(),
  /** The newest move of unregistered telemetry to the feature, where there was anything to move. */
  history: historyMove.nullable(),
});
export type TelemetryState = z.infer<typeof telemetryState>;

/** A service, and an agent in it, whose telemetry names no registered feature. */
export const unregisteredService = z.object({
  serviceName: z.string().nullable(),
  agent: z.string().nullable(),
  environments: z.array(z.string()),
  calls: z.int(),
  billableCalls: z.int(),
  unpricedCalls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** Of the calls that have a price. */
  usd: z.string(),
  /** Full hours of the first and the last call. */
  firstHour: z.string(),
  lastHour: z.string(),
  /** Calls of each of the last 30 UTC days, the running one last. */
  daily: z.array(z.int()),
});
export const unregisteredServices = z.object({ items: z.array(unregisteredService) });
export type UnregisteredServices = z.infer<typeof unregisteredServices>;
