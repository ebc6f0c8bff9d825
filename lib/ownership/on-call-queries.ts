import "server-only";
import { db } from "#lib/core/db";
import { stateAt } from "./on-call-domain.ts";
import type { OnCallNow } from "./on-call-schema.ts";
import { personOf, readPlans, type StoredRotation, zoneOf } from "./read-plans.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

/** Who is on call in a rotation at an instant, until when, and who then. */
export function presentNow(rotation: StoredRotation, at: Date): OnCallNow {
  const { now, until, next } = stateAt(rotation.plan, at.getTime());
  return {
    rotation: { slug: rotation.slug, name: rotation.name, zone: zoneOf(rotation.plan, at) },
    person: personOf(rotation, now.userId),
    until: until === null ? null : iso(until),
    next: next && { person: personOf(rotation, next.userId), from: iso(next.from) },
  };
}

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
