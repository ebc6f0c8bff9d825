import type { NormalSpan, Pricing } from "./domain.ts";
import { hasUsage } from "./usage.ts";

/** An error that says the answer was awaited in vain: the provider may have worked, and billed, all the same. */
const UNKNOWN_END = /time.?out|deadline|cancel|abort|disconnect|reset/i;

/**
 * Cost of one call in nano-dollars, null when it has none or none is known. Our own list goes before a cost that the
 * sender gives. A failed call that reports no usage cost nothing, unless it ended unheard; a successful one that
 * reports none is unpriced, never zero.
 */
export function costOf(span: NormalSpan, price: Pricing): { nano: bigint | null; ref: string | null } {
  if (!span.billable) return { nano: null, ref: null };
  const priced = hasUsage(span.usage) ? price({ ...span, startedAt: new Date(span.startUs / 1000) }) : null;
  if (priced !== null) return priced;
  if (span.costGivenNano !== null) return { nano: span.costGivenNano, ref: "given" };
  const free = !hasUsage(span.usage) && span.status === "error" && !UNKNOWN_END.test(span.errorType ?? "");
  return { nano: free ? 0n : null, ref: null };
}
