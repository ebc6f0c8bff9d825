import { createHash } from "node:crypto";
import type { CallRow } from "#lib/telemetry/write/rows";

/** A call as a property test makes it up. Interactions and spans are small numbers. */
export type MadeCall = {
  span: number;
  interaction: number;
  startUs: number;
  durationUs: number;
  environment: string;
  release: string | null;
  attempt: number;
  status: number;
  billable: boolean;
  costNano: number | null;
};

const hex = (digits: number, ...parts: unknown[]) =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, digits);

/** The interaction's id in the store; the same for every feature, so that two features can be compared. */
export const interactionId = (interaction: number) => hex(32, "interaction", interaction);

/** The row that ingestion would write for the call. */
export function callRowOf(featureId: number, call: MadeCall): CallRow {
  const id = interactionId(call.interaction);
  return {
    featureId,
    dimension: {
      featureId,
      environment: call.environment,
      operation: "chat",
      name: "chat",
      serviceName: null,
      agent: null,
      provider: "openai",
      requestModel: "gpt-4o",
      responseModel: null,
      release: call.release,
      promptName: null,
      promptVersion: null,
      priceRef: null,
      serviceTier: null,
      errorType: null,
    },
    traceId: id,
    spanId: hex(16, "span", call.span),
    parentSpanId: null,
    startUs: call.startUs,
    durationUs: call.durationUs,
    interactionId: id,
    unitValue: null,
    hasUnit: true,
    status: call.status,
    outcome: null,
    content: null,
    call: {
      attempt: call.attempt,
      attemptStated: true,
      operationStated: true,
      billable: call.billable,
      costNano: call.costNano === null ? null : BigInt(call.costNano),
      usage: { input: 1, output: 1, cacheRead: null, cacheWrite: null, reasoning: null },
      timeToFirstTokenUs: null,
    },
  };
}
