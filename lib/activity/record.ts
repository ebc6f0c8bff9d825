import "server-only";
import type { Principal } from "#lib/auth/domain";
import type { Transaction } from "#lib/core/db";
import type { Prisma } from "#prisma/client";

export type ActivityEntry = {
  /** subject.verb, as in feature.update. */
  action: string;
  subject: { kind: string; id: string; name: string };
  /** Given when the change concerns one feature: its scorecard is then judged anew. */
  featureId?: number;
  /** Somebody looked and changed nothing: the scorecard is not judged anew. */
  look?: true;
  /** The subject before and after, as people may see it: no secrets, no hashes. */
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
};

function actorOf(principal: Principal) {
  if (principal.kind === "system") return { actorKind: "system", actorId: null, actorName: principal.name };
  return { actorKind: principal.kind, actorId: principal.id, actorName: principal.name };
}

/**
 * Writes who changed what, inside the transaction of the change: neither can exist without the other.
 * A change of a feature also marks it as changed, which is how its scorecard knows to be judged again.
 */
export async function recordActivity(
  tx: Transaction,
  principal: Principal,
  entry: ActivityEntry,
): Promise<void> {
  await tx.activity.create({
    data: {
      ...actorOf(principal),
      action: entry.action,
      subjectKind: entry.subject.kind,
      subjectId: entry.subject.id,
      subjectName: entry.subject.name,
      featureId: entry.featureId,
      before: entry.before,
      after: entry.after,
    },
  });
  if (entry.featureId !== undefined && !entry.look) {
    await tx.feature.updateMany({ where: { id: entry.featureId }, data: { changedAt: new Date() } });
  }
}
