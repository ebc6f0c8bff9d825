import { randomUUID } from "node:crypto";
import { db } from "#lib/core/db";
import type { Rhythm } from "#lib/ownership/on-call/hand-over-domain";
import type { Rotation } from "#prisma/client";

export type Minted = { coversAiIncidents?: boolean; from?: Date; plannedAt?: Date; rhythm?: Partial<Rhythm> };

/** A rotation of a team with one schedule: weekly on Mondays at 09:00 in Berlin unless told otherwise. */
export async function mintRotation(
  teamId: string | null,
  members: readonly string[],
  more: Minted = {},
): Promise<Rotation> {
  const slug = `r-${randomUUID()}`;
  const { coversAiIncidents = true, from = new Date("2026-01-05T08:00:00Z"), rhythm } = more;
  const rotation = await db().rotation.create({
    data: { slug, name: `Rotation ${slug.slice(2, 6)}`, teamId, coversAiIncidents },
  });
  const { zone, handOver, period, every, anchor } = {
    zone: "Europe/Berlin",
    handOver: "09:00",
    period: "weekly" as const,
    every: 1,
    anchor: "2026-01-05",
    ...rhythm,
  };
  await db().rotationSchedule.create({
    data: {
      rotationId: rotation.id,
      number: 1,
      effectiveFrom: from,
      zone,
      handOver,
      period,
      every,
      anchor: new Date(`${anchor}T00:00:00Z`),
      createdAt: more.plannedAt ?? from,
      createdByName: "a test",
      members: { create: members.map((userId, position) => ({ position, userId })) },
    },
  });
  return rotation;
}

/** Lets a rotation answer for a feature, past any command. */
export async function answerFor(featureId: number, rotationId: string): Promise<void> {
  await db().feature.update({ where: { id: featureId }, data: { rotationId } });
}
