import "server-only";
import type { Transaction } from "#lib/core/db";
import { scheduleAt, standing } from "./on-call-domain.ts";
import { readPlans } from "./read-plans.ts";

/**
 * Whether a person is on the rotation that answers for a feature: among the members of the schedule in force at `at`, or
 * took over a shift that had begun by then while that schedule was in force. Only what had been planned by then counts:
 * nobody comes to have been on a rotation afterwards. False for somebody who can no longer sign in or is not in the
 * rotation's team, and when the feature has no rotation.
 */
export async function isOnRotation(
  tx: Transaction,
  featureId: number,
  userId: string,
  at: Date,
): Promise<boolean> {
  const feature = await tx.feature.findUnique({ where: { id: featureId }, select: { rotationId: true } });
  if (!feature?.rotationId) return false;
  const plan = (await readPlans(tx, [feature.rotationId], new Date(0))).get(feature.rotationId)?.plan;
  const planned = plan?.schedules.filter((one) => one.plannedAt <= at.getTime());
  const schedule = planned && scheduleAt(planned, at.getTime());
  if (!plan || !schedule || plan.absent.includes(userId)) return false;
  if (schedule.members.includes(userId)) return true;
  return plan.overrides.some((override) => {
    const stands = override.userId === userId ? standing(override) : null;
    return stands !== null && stands.from <= at.getTime() && stands.to > schedule.effectiveFrom;
  });
}
