import "server-only";
import type { Transaction } from "#lib/core/db";
import type { OwnershipEvidence } from "./judge.ts";
import { readRunbookContent } from "./runbook-content.ts";

/** Who owns a feature and what its newest runbook revision holds. */
export async function readOwnershipEvidence(
  tx: Transaction,
  feature: { id: number; teamId: string | null },
): Promise<OwnershipEvidence> {
  const team =
    feature.teamId === null
      ? null
      : await tx.team.findUnique({
          where: { id: feature.teamId },
          include: {
            accountable: true,
            members: { include: { user: { select: { id: true, disabledAt: true } } } },
          },
        });
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
        isMember: team.members.some((member) => member.userId === team.accountableId),
      },
      activeMembers: team.members.filter((member) => member.user.disabledAt === null).length,
    },
    runbook: revision && {
      revision: revision.number,
      createdAt: revision.createdAt.toISOString(),
      authorName: revision.authorName,
      ...readRunbookContent(revision.markdown),
    },
  };
}
