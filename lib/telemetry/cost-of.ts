import type { NormalSpan, Pricing } from "./domain.ts";

/** An error that says the answer was awaited in vain: the provider may have worked, and billed, all the same. */
const UNKNOWN_END = /time.?out|deadline|cancel|abort|disconnect|reset/i;

/** Operations of which both sides must be counted before their price is the whole price. */
const GENERATING: ReadonlySet<string> = new Set(["chat", "generate_content", "text_completion"]);

/**
 * Whether the counts are enough to price a call. No work is done on no tokens: zeros are what some senders write for
 * "not known" (a stream without usage). A successful answer of which one side is missing would be priced too low.
 */
function priceable(span: NormalSpan): boolean {
  const { input, output } = span.usage;
  if ((input ?? 0) + (output ?? 0) === 0) return false;
  return span.status === "error" || !GENERATING.has(span.operation) || (input !== null && output !== null);
}

/**
 * Cost of one call in nano-dollars, null when it has none or none is known. Our own list goes before a cost that the
 * sender gives; a given 0 is no price, because senders write it for models that they do not know. A failed call that
 * used nothing cost nothing, unless it ended unheard; a successful one that reports no usage is unpriced, never zero.
 */
export function costOf(span: NormalSpan, price: Pricing): { nano: bigint | null; ref: string | null } {
  if (!span.billable) return { nano: null, ref: null };
  const priced = priceable(span) ? price({ ...span, startedAt: new Date(span.startUs / 1000) }) : null;
  if (priced !== null) return priced;
  if (span.costGivenNano) return { nano: span.costGivenNano, ref: "given" };
  const used = (span.usage.input ?? 0) + (span.usage.output ?? 0) > 0;
  const free = !used && span.status === "error" && !UNKNOWN_END.test(span.errorType ?? "");
  return { nano: free ? 0n : null, ref: null };
}
