/** What the store's small integers mean. Written by ingestion, read by queries; never renumber. */
export const attemptCodes = { first: 1, retry: 2, fallback: 3 } as const;
export type Attempt = keyof typeof attemptCodes;

export const statusCodes = { ok: 1, error: 2 } as const;
export type Status = keyof typeof statusCodes;

export const outcomeCodes = { answered: 1, degraded: 2, refused: 3, escalated: 4, failed: 5 } as const;
export type Outcome = keyof typeof outcomeCodes;

/**
 * What interaction_rollup.outcome holds beside the reported outcomes: 0 none reported and the last call succeeded,
 * 6 none reported and the last call failed.
 */
export const unreportedOutcome = { succeeded: 0, failed: 6 } as const;

/** Telemetry that named no registered feature. */
export const UNREGISTERED_FEATURE = 0;

/** The operation of a span that no dialect knows: kept for the tree, moves no interaction. */
export const PLAIN_SPAN = "span";

export type UnitOfWork =
  | { kind: "trace" }
  | { kind: "conversation" }
  | { kind: "attribute"; attribute: string };

/** Tokens as counted by the provider. The cache counts are parts of `input`, reasoning is a part of `output`. null: not reported. */
export type Usage = {
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  reasoning: number | null;
};

/** What the price of a call depends on. */
export type PricedWork = {
  featureId: number;
  operation: string;
  /** The tool's name where the operation is execute_tool. */
  tool: string | null;
  provider: string | null;
  requestModel: string | null;
  responseModel: string | null;
  /** As the provider names it (flex, priority, batch); null where none was named. */
  serviceTier: string | null;
  /** null where the counts are not enough to be priced by token: then only a price per call can hold. */
  usage: Usage | null;
  startedAt: Date;
};

/** What a call cost in nano-dollars and which price row said so; null when no price is known. */
export type Pricing = (work: PricedWork) => { nano: bigint; ref: string } | null;

/** Reads the prices that hold now; what it gives prices calls without asking anybody. */
export type LoadPricing = () => Promise<Pricing>;

/** One span, believed and brought to the canonical fields, before it is known which feature it belongs to. */
export type NormalSpan = {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  startUs: number;
  endUs: number;
  /** A canonical operation, PLAIN_SPAN when no dialect knows the span. */
  operation: string;
  /** False where the operation was guessed from a model and token counts. */
  operationStated: boolean;
  isCall: boolean;
  billable: boolean;
  provider: string | null;
  requestModel: string | null;
  responseModel: string | null;
  agent: string | null;
  promptName: string | null;
  promptVersion: string | null;
  serviceName: string | null;
  environment: string;
  featureSlug: string | null;
  release: string | null;
  attempt: Attempt | null;
  outcome: Outcome | null;
  status: Status;
  errorType: string | null;
  /** Lower case, as the provider names it: "default", "flex", "priority", "batch", … null: not said, or left to "auto". */
  serviceTier: string | null;
  usage: Usage;
  costGivenNano: bigint | null;
  timeToFirstTokenUs: number | null;
};
