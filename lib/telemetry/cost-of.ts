import { type NormalSpan, type Pricing, UNREGISTERED_FEATURE } from "./domain.ts";

/** An error that says the answer was awaited in vain: the provider may have worked, and billed, all the same. */
const UNKNOWN_END = /time.?out|deadline|cancel|abort|disconnect|reset/i;

/** Operations of which both sides must be counted before their price is the whole price. */
const GENERATING: ReadonlySet<string> = new Set(["chat", "generate_content", "text_completion"]);

export const TOOL_OPERATION = "execute_tool";

/** What is known of a call when it is priced: at ingestion from its span, later from its row. */
export type CostedCall = Pick<
  NormalSpan,
  | "operation"
  | "name"
  | "billable"
  | "isCall"
  | "provider"
  | "requestModel"
  | "responseModel"
  | "serviceTier"
  | "status"
  | "errorType"
  | "usage"
  | "costGivenNano"
  | "startUs"
>;

export type CallCost = {
  /** Nano-dollars; null for what is not billable, and for what is unpriced. */
  nano: bigint | null;
  /** The price row, "given", or null. */
  ref: string | null;
  /** A tool is billable once a price per call holds for it. */
  billable: boolean;
};

/**
 * Whether the counts are enough to price a call. No work is done on no tokens: zeros are what some senders write for
 * "not known" (a stream without usage). A successful answer of which one side is missing would be priced too low.
 */
function priceable(call: CostedCall): boolean {
  const { input, output } = call.usage;
  if ((input ?? 0) + (output ?? 0) === 0) return false;
  return call.status === "error" || !GENERATING.has(call.operation) || (input !== null && output !== null);
}

/**
 * Cost of one call in nano-dollars, null when it has none or none is known. Our own prices go before a cost that the
 * sender gives; a given 0 is no price, because senders write it for models that they do not know. A failed call that
 * used nothing cost nothing, unless it ended unheard; a successful one that reports no usage is unpriced, never zero.
 */
export function costOf(call: CostedCall, price: Pricing, featureId = UNREGISTERED_FEATURE): CallCost {
  const isTool = call.isCall && call.operation === TOOL_OPERATION;
  if (!call.billable && !isTool) return { nano: null, ref: null, billable: false };
  const used = !isTool && (call.usage.input ?? 0) + (call.usage.output ?? 0) > 0;
  const refused = !used && call.status === "error" && !UNKNOWN_END.test(call.errorType ?? "");
  const priced = price({
    featureId,
    operation: call.operation,
    tool: isTool ? call.name : null,
    provider: call.provider,
    requestModel: call.requestModel,
    responseModel: call.responseModel,
    serviceTier: call.serviceTier,
    // Tools repeat what the calls inside them used.
    usage: !isTool && priceable(call) ? call.usage : null,
    startedAt: new Date(call.startUs / 1000),
  });
  if (isTool) {
    if (priced === null) return { nano: null, ref: null, billable: false };
    return { ...(refused ? { nano: 0n, ref: null } : priced), billable: true };
  }
  if (priced !== null && !refused) return { ...priced, billable: true };
  if (call.costGivenNano) return { nano: call.costGivenNano, ref: "given", billable: true };
  return { nano: refused ? 0n : null, ref: null, billable: true };
}
