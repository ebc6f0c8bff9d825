import "server-only";
import { hasWayIn } from "#lib/auth/way-in";
import type { Transaction } from "#lib/core/db";
import type { OwnerEvidence } from "./judge-owner.ts";

const account = { disabledAt: true, passwordHash: true, oidcSubject: true } as const;

/** The owning team and how far its people could sign in. */
export async function readOwner(tx: Transaction, teamId: string | null): Promise<OwnerEvidence["team"]> {
  if (teamId === null) return null;
  const team = await tx.team.findUnique({
    where: { id: teamId },
    include: { accountable: { select: { name: true, ...account } } },
  });
  if (!team) return null;
  // A query of its own: two relations would be read in parallel on the transaction's one connection.
  const members = await tx.teamMember.findMany({
    where: { teamId },
    select: { userId: true, user: { select: account } },
  });
  const { accountable } = team;
  return {
    name: team.name,
    accountable: accountable && {
      name: accountable.name,
      disabledAt: accountable.disabledAt?.toISOString() ?? null,
      isMember: members.some((member) => member.userId === team.accountableId),
      hasWayIn: hasWayIn(accountable),
    },
    activeMembers: members.filter(({ user }) => user.disabledAt === null && hasWayIn(user)).length,
  };
}
