import "server-only";
import { db } from "#lib/core/db";
import type { OnCallNow } from "./on-call-now-schema.ts";
import { presentNow } from "./present-rotation.ts";
import { readPlans } from "./read-plans.ts";

/**
 * Who is on call for each of the features at an instant that is not past. A feature without a rotation has no entry.
 * Two queries, however many features; each rotation is worked out once.
 */
export async function onCallNow(featureIds: readonly number[], at: Date): Promise<Map<number, OnCallNow>> {
  const features = await db().feature.findMany({
    where: { id: { in: [...featureIds] }, rotationId: { not: null } },
    select: { id: true, rotationId: true },
  });
  const ids = new Set(features.flatMap((feature) => feature.rotationId ?? []));
  const rotations = await readPlans(null, [...ids], at);
  const states = new Map([...rotations].map(([id, rotation]) => [id, presentNow(rotation, at)]));
  return new Map(
    features.flatMap(({ id, rotationId }) => {
      const state = rotationId === null ? undefined : states.get(rotationId);
      return state ? [[id, state] as const] : [];
    }),
  );
}
