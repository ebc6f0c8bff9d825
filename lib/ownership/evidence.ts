import "server-only";
import type { Transaction } from "#lib/core/db";
import type { OwnershipEvidence, OwnershipPolicy } from "./judge.ts";
import { readOnCallEvidence } from "./on-call/read-on-call-evidence.ts";
import { readOwner } from "./read-owner.ts";
import { readRunbook, readTests } from "./runbook/read-runbook.ts";

/** Who owns a feature, who is on call for it, what its newest runbook revision holds and who tested it, as of `now`. */
export async function readOwnershipEvidence(
  tx: Transaction,
  feature: { id: number; teamId: string | null; rotationId: string | null },
  policy: OwnershipPolicy,
  now: Date,
): Promise<OwnershipEvidence> {
  return {
    team: await readOwner(tx, feature.teamId),
    runbook: await readRunbook(tx, feature.id),
    tests: await readTests(tx, feature.id),
    onCall: await readOnCallEvidence(tx, feature.rotationId, policy.rotationDays, now),
  };
}
