import "server-only";
import type { Transaction } from "#lib/core/db";

/**
 * Scorecards look at who is in the owning team, name who is accountable, and ask whether whoever has a turn on call can
 * sign in: those of a person's teams and rotations are judged again.
 * The time is read here, after any lock that the transaction waited for.
 */
export async function touchFeaturesOf(tx: Transaction, userId: string): Promise<void> {
  await tx.feature.updateMany({
    where: {
      OR: [
        { team: { OR: [{ accountableId: userId }, { members: { some: { userId } } }] } },
        {
          rotation: {
            OR: [
              { schedules: { some: { members: { some: { userId } } } } },
              { overrides: { some: { userId } } },
            ],
          },
        },
      ],
    },
    data: { changedAt: new Date() },
  });
}
