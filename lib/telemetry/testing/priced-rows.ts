import { randomBytes } from "node:crypto";
import { costOf } from "#lib/telemetry/cost-of";
import type { NormalSpan, Pricing } from "#lib/telemetry/domain";
import type { Row } from "#lib/telemetry/write/rows";

const SECOND = 1_000_000;
/** An hour before the end of a month. */
export const START_US = Date.UTC(2026, 10, 30, 23) * 1000;

/** Prices by model and by tool, from an instant on; what is not named has none. */
export type Prices = { models: Record<string, bigint>; tools: Record<string, bigint>; fromMs: number };

export const pricing =
  (prices: Prices): Pricing =>
  (work) => {
    if (work.startedAt.getTime() < prices.fromMs) return null;
    const perUnit = work.tool === null ? prices.models[work.requestModel ?? ""] : prices.tools[work.tool];
    if (perUnit === undefined) return null;
    const ref = `test ${perUnit}`;
    if (work.tool !== null) return { nano: perUnit, ref };
    if (work.usage === null) return null;
    return { nano: perUnit * BigInt((work.usage.input ?? 0) + (work.usage.output ?? 0)), ref };
  };

/** What a test says of a call; the rest is made up. */
export type Sent = {
  operation: string;
  environment: string;
  model: string | null;
  tool: string;
  status: "ok" | "error";
  errorType: string | null;
  input: number | null;
  output: number | null;
  given: bigint | null;
  offSeconds: number;
  durationUs: number;
  firstTokenUs: number | null;
  /** Which of a few interactions it belongs to, unless it is one of its `own`. */
  interaction: number;
  own: boolean;
  attempt: number;
  release: string | null;
  outcome: number | null;
};

const hex = (bytes: number) => randomBytes(bytes).toString("hex");

/** Rows as ingestion would make them of such calls under a pricing. */
export function pricedRows(featureId: number, calls: readonly Sent[], price: Pricing): Row[] {
  const interactions = Array.from({ length: 4 }, () => hex(16));
  return calls.map((one): Row => {
    const isTool = one.operation === "execute_tool";
    const errorType = one.status === "error" ? one.errorType : null;
    const name = isTool ? one.tool : "chat";
    const startUs = START_US + one.offSeconds * SECOND;
    const usage = {
      input: one.input,
      output: one.output,
      cacheRead: null,
      cacheWrite: null,
      reasoning: null,
    };
    const span = {
      operation: one.operation,
      name,
      isCall: true,
      billable: !isTool,
      provider: "openai",
      requestModel: one.model,
      responseModel: null,
      serviceTier: null,
      status: one.status,
      errorType,
      usage,
      costGivenNano: one.given,
      startUs,
    } satisfies Partial<NormalSpan>;
    const cost = costOf(span, price, featureId);
    const traceId = hex(16);
    return {
      featureId,
      dimension: {
        featureId,
        environment: one.environment,
        operation: one.operation,
        name,
        serviceName: null,
        agent: null,
        provider: "openai",
        requestModel: one.model,
        responseModel: null,
        release: one.release,
        promptName: null,
        promptVersion: null,
        priceRef: cost.ref,
        serviceTier: null,
        errorType,
      },
      traceId,
      spanId: hex(8),
      parentSpanId: null,
      startUs,
      durationUs: one.durationUs,
      interactionId: one.own ? traceId : (interactions[one.interaction] ?? traceId),
      unitValue: null,
      hasUnit: one.own,
      status: one.status === "error" ? 2 : 1,
      outcome: one.outcome,
      content: {
        attributes: one.given === null ? {} : { "gen_ai.usage.cost": Number(one.given) / 1e9 },
        input: null,
        output: null,
      },
      call: {
        attempt: one.attempt,
        attemptStated: true,
        operationStated: true,
        billable: cost.billable,
        costNano: cost.nano,
        usage,
        timeToFirstTokenUs: one.firstTokenUs,
      },
    };
  });
}
