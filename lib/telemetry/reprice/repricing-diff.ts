import { type CallCost, costOf, TOOL_OPERATION } from "#lib/telemetry/cost-of";
import { asNano, first } from "#lib/telemetry/dialects/coerce";
import { billableOperations } from "#lib/telemetry/dialects/dialect-values";
import { type Pricing, statusCodes } from "#lib/telemetry/domain";
import type { AttributeValue } from "#lib/telemetry/otlp/otlp";
import type { Dimension } from "#lib/telemetry/write/dimension";

/** A stored call as re-pricing sees it. Times in microseconds since 1970, money in nano-dollars. */
export type StoredCall = {
  startedUs: bigint;
  traceId: string;
  spanId: bigint;
  dimensionId: bigint;
  interactionId: string;
  status: number;
  billable: boolean;
  costNano: bigint | null;
  usage: {
    input: number | null;
    output: number | null;
    cacheRead: number | null;
    cacheWrite: number | null;
    reasoning: number | null;
  };
};

const GIVEN = "given";

/**
 * Why a failed call failed. Calls from before error types were kept: one that stayed unpriced then had ended unheard,
 * because any other would have been taken for free.
 */
function errorTypeOf(call: StoredCall, dimension: Dimension): string | null {
  if (dimension.errorType !== null || call.status !== statusCodes.error) return dimension.errorType;
  return call.billable && call.costNano === null ? "timeout" : null;
}

/** What a stored call costs under a pricing, by the rules of ingestion. `attributes` are those that were kept of it. */
export function repriced(
  call: StoredCall,
  dimension: Dimension,
  price: Pricing,
  attributes: { [name: string]: AttributeValue } | null = null,
): CallCost {
  const given =
    dimension.priceRef === GIVEN
      ? call.costNano
      : attributes && first("costUsd", asNano, new Map(Object.entries(attributes)));
  return costOf(
    {
      operation: dimension.operation,
      name: dimension.name,
      isCall: true,
      billable: billableOperations.has(dimension.operation),
      provider: dimension.provider,
      requestModel: dimension.requestModel,
      responseModel: dimension.responseModel,
      serviceTier: dimension.serviceTier,
      status: call.status === statusCodes.error ? "error" : "ok",
      errorType: errorTypeOf(call, dimension),
      usage: call.usage,
      costGivenNano: given,
      startUs: Number(call.startedUs),
    },
    price,
    dimension.featureId,
  );
}

/** A call keeps the price row that it was priced by as long as the amount is the same: the row is still why. */
export function isChanged(call: StoredCall, cost: CallCost): boolean {
  return cost.nano !== call.costNano || cost.billable !== call.billable;
}

/** Whether a cost that its sender gave may stand now: only what was priced and is not any more needs to be looked up. */
export function needsAttributes(call: StoredCall, dimension: Dimension, cost: CallCost): boolean {
  return (
    cost.billable &&
    dimension.operation !== TOOL_OPERATION &&
    cost.ref === null &&
    call.costNano !== null &&
    dimension.priceRef !== null &&
    dimension.priceRef !== GIVEN
  );
}

/** What a run would change of one model or tool of one feature. Counts of calls; money in nano-dollars. */
export type Total = {
  featureId: number;
  kind: "model" | "tool";
  /** Empty where the calls name none. */
  provider: string;
  name: string;
  calls: bigint;
  changed: bigint;
  newlyPriced: bigint;
  newlyUnpriced: bigint;
  dearer: bigint;
  cheaper: bigint;
  unpricedBefore: bigint;
  unpricedAfter: bigint;
  beforeNano: bigint;
  afterNano: bigint;
};

const one = (condition: boolean): bigint => (condition ? 1n : 0n);

/** Sums by feature and model or tool of what was priced before and would be now. */
export class Totals {
  private readonly byKey = new Map<string, Total>();

  add(dimension: Dimension, call: StoredCall, cost: CallCost): void {
    const kind = dimension.operation === TOOL_OPERATION ? "tool" : "model";
    const model = dimension.responseModel ?? dimension.requestModel ?? "";
    const name = kind === "tool" ? dimension.name : model;
    const key = JSON.stringify([dimension.featureId, kind, dimension.provider, name]);
    let total = this.byKey.get(key);
    if (!total) {
      const none = { calls: 0n, changed: 0n, newlyPriced: 0n, newlyUnpriced: 0n, dearer: 0n, cheaper: 0n };
      const sums = { unpricedBefore: 0n, unpricedAfter: 0n, beforeNano: 0n, afterNano: 0n };
      total = {
        featureId: dimension.featureId,
        kind,
        provider: dimension.provider ?? "",
        name,
        ...none,
        ...sums,
      };
      this.byKey.set(key, total);
    }
    const before = call.costNano;
    const after = cost.nano;
    total.calls += 1n;
    total.changed += one(isChanged(call, cost));
    total.newlyPriced += one(before === null && after !== null);
    total.newlyUnpriced += one(before !== null && after === null);
    total.dearer += one(before !== null && after !== null && after > before);
    total.cheaper += one(before !== null && after !== null && after < before);
    total.unpricedBefore += one(call.billable && before === null);
    total.unpricedAfter += one(cost.billable && after === null);
    total.beforeNano += before ?? 0n;
    total.afterNano += after ?? 0n;
  }

  all(): Total[] {
    return [...this.byKey.values()];
  }
}
