import type { KeptContent } from "#lib/telemetry/content";
import type { Usage } from "#lib/telemetry/domain";
import type { Dimension } from "./dimension.ts";

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
  /** Whether the unit was found above the span or elsewhere in its trace. */
  unitInherited?: boolean;
  /** 1 ok, 2 error. */
  status: number;
  /** 1 answered … 5 failed, null when the span reported none. */
  outcome: number | null;
  content: KeptContent | null;
  /** null for structure. */
  call: CallPart | null;
  /** What the span was as a call, where it was taken for the repeater of calls below it. */
  asCall?: AsCall | null;
};

export type CallPart = {
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
};

/** A call that counts no longer, as it was; its dimension names no price then. The attempt is null unless it was stated. */
export type AsCall = Omit<CallPart, "attempt"> & { attempt: number | null; priceRef: string | null };

export type CallRow = Row & { call: NonNullable<Row["call"]> };
