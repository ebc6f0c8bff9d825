import "server-only";
import type { Transaction } from "#lib/core/db";
import type { OwnershipEvidence } from "./judge.ts";
import { readOwner } from "./read-owner.ts";
import { readRunbook, readTests } from "./read-runbook.ts";

/** Who owns a feature, what its newest runbook revision holds, and who has tested it. */
export async function readOwnershipEvidence(
  tx: Transaction,
  feature: { id: number; teamId: string | null },
): Promise<OwnershipEvidence> {
  return {
    team: await readOwner(tx, feature.teamId),
    runbook: await readRunbook(tx, feature.id),
    tests: await readTests(tx, feature.id),
  };
}
