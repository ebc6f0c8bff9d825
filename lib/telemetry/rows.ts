import type { KeptContent } from "./content.ts";
import type { Dimension } from "./dimension.ts";
import type { Usage } from "./domain.ts";

/** One span as the store takes it. Ids are hexadecimal, times microseconds since 1970. */
export type Row = {
  featureId: number;
  dimension: Dimension;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  startUs: number;
  durationUs: number;
  interactionId: string;
  unitValue: string | null;
  hasUnit: boolean;
  /** 1 ok, 2 error. */
  status: number;
  /** 1 answered … 5 failed, null when the span reported none. */
  outcome: number | null;
  content: KeptContent | null;
  /** null for structure. */
  call: {
    attempt: number;
    /** Whether the sender named it. */
    attemptStated: boolean;
    /** False where the operation was guessed. */
    operationStated: boolean;
    billable: boolean;
    /** null: unpriced when billable. */
    costNano: bigint | null;
    usage: Usage;
    timeToFirstTokenUs: number | null;
  } | null;
};

export type CallRow = Row & { call: NonNullable<Row["call"]> };
