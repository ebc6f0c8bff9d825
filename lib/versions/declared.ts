import "server-only";
import { microsOf } from "./instant.ts";
import { running } from "./queries.ts";

/**
 * Digests of the releases that were declared to run at any moment between two instants (RFC 3339), as known now. Empty
 * where nothing was declared.
 */
export async function declaredBetween(
  featureId: number,
  environment: string,
  from: string,
  to: string,
): Promise<string[]> {
  const span = { from: microsOf(from), to: microsOf(to) };
  const { segments } = await running({ featureId, environment, span, knownAt: null, declaredOnly: true });
  const declared = segments.filter((segment) => segment.certainty === "declared");
  return [...new Set(declared.flatMap((segment) => segment.shares.map((share) => share.release)))];
}
