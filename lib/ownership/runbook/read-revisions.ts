import "server-only";
import type { Transaction } from "#lib/core/db";
import type { RevisionFact } from "./tested-domain.ts";

/** Every revision of a feature's runbook; with texts, which may be large, only where the author of one is unknown. */
export async function readRevisions(client: Transaction, featureId: number): Promise<RevisionFact[]> {
  const unknown = await client.runbookRevision.findFirst({
    where: { featureId, authorId: null },
    select: { number: true },
  });
  return client.runbookRevision.findMany({
    where: { featureId },
    select: { number: true, authorId: true, createdAt: true, markdown: unknown !== null },
  });
}
