import "server-only";
import type { Transaction } from "#lib/core/db";
import type { OwnershipEvidence, OwnershipPolicy } from "./judge.ts";
import { readOnCallEvidence } from "./read-on-call-evidence.ts";
import { readRunbookContent } from "./runbook-content.ts";

/** Who owns a feature, who is on call for it, and what its newest runbook revision holds, as of `now`. */
export async function readOwnershipEvidence(
  tx: Transaction,
  feature: { id: number; teamId: string | null; rotationId: string | null },
  policy: OwnershipPolicy,
  now: Date,
): Promise<OwnershipEvidence> {
  const team =
    feature.teamId === null
      ? null
      : await tx.team.findUnique({
          where: { id: feature.teamId },
          include: { accountable: { select: { name: true, disabledAt: true } } },
        });
  // A query of its own: two relations would be read in parallel on the transaction's one connection.
  const members = team
    ? await tx.teamMember.findMany({
        where: { teamId: team.id },
        select: { userId: true, user: { select: { disabledAt: true } } },
      })
    : [];
  const revision = await tx.runbookRevision.findFirst({
    where: { featureId: feature.id },
    orderBy: { number: "desc" },
  });
  return {
    team: team && {
      name: team.name,
      accountable: team.accountable && {
        name: team.accountable.name,
        disabledAt: team.accountable.disabledAt?.toISOString() ?? null,
        isMember: members.some((member) => member.userId === team.accountableId),
      },
      activeMembers: members.filter((member) => member.user.disabledAt === null).length,
    },
    runbook: revision && {
      revision: revision.number,
      createdAt: revision.createdAt.toISOString(),
      authorName: revision.authorName,
      ...readRunbookContent(revision.markdown),
    },
    onCall: await readOnCallEvidence(tx, feature.rotationId, policy.rotationDays, now),
  };
}
