import "server-only";
import type { Transaction } from "#lib/core/db";

/**
 * Scorecards look at who is in the owning team and name who is accountable: those of a person's teams are judged again.
 * The time is read here, after any lock that the transaction waited for.
 */
export async function touchFeaturesOf(tx: Transaction, userId: string): Promise<void> {
  await tx.feature.updateMany({
    where: { team: { OR: [{ accountableId: userId }, { members: { some: { userId } } }] } },
    data: { changedAt: new Date() },
  });
}
