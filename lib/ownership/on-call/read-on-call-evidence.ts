import "server-only";
import type { Transaction } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { LOOK_BEYOND_DAYS, type OnCallEvidence } from "./judge-on-call.ts";
import { merged, shiftsBetween } from "./on-call-domain.ts";
import { zoneOf } from "./present-rotation.ts";
import { readPlans } from "./read-plans.ts";

/** Whether the rotation that answers for a feature has a gap ahead, as of `now`; `rotationDays` is the policy's. */
export async function readOnCallEvidence(
  tx: Transaction,
  rotationId: string | null,
  rotationDays: number,
  now: Date,
): Promise<OnCallEvidence> {
  const rotation = rotationId === null ? undefined : (await readPlans(tx, [rotationId], now)).get(rotationId);
  if (!rotation) return null;
  const { slug, name, team, coversAiIncidents, plan, people } = rotation;
  const until = addDays(now, rotationDays + LOOK_BEYOND_DAYS);
  const gap = merged(shiftsBetween(plan, now.getTime(), until.getTime())).find((one) => one.userId === null);
  return {
    slug,
    name,
    team: team?.name ?? null,
    coversAiIncidents,
    zone: zoneOf(plan, now),
    lookedFrom: now.toISOString(),
    lookedUntil: until.toISOString(),
    firstGap: gap
      ? {
          from: new Date(gap.from).toISOString(),
          to: new Date(gap.to).toISOString(),
          who: gap.plannedId === null ? null : (people.get(gap.plannedId)?.name ?? null),
        }
      : null,
  };
}
