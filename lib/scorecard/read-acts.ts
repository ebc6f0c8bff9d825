import "server-only";
import { db } from "#lib/core/db";
import type { Act } from "./acts-behind.ts";
import type { Inputs } from "./inputs.ts";

/** Names that a stored card mentions; one that was stored before rotations has none of theirs. */
function mentioned(all: readonly Inputs[]) {
  const people = all.flatMap(({ ownership }) => [
    ownership.team?.accountable?.name ?? [],
    ownership.onCall?.firstGap?.who ?? [],
  ]);
  const rotations = all.flatMap(({ ownership }) => ownership.onCall?.slug ?? []);
  return { people: [...new Set(people.flat())], rotations: [...new Set(rotations)] };
}

/** Only who is the only one of that name: of two nobody could say which was meant. */
async function idsOf(names: readonly string[]): Promise<string[]> {
  const found = await db().user.findMany({
    where: { name: { in: [...names] } },
    select: { id: true, name: true },
  });
  return found
    .filter((one) => found.filter(({ name }) => name === one.name).length === 1)
    .map(({ id }) => id);
}

/**
 * What people did between two instants that a feature's checks may have turned by, newest first: to the feature, to its
 * team and to the rotations that the cards name, and to the people they name. The last two have no feature in the log.
 */
export async function readActs(
  featureId: number,
  cards: readonly Inputs[],
  { from, to }: { from: Date; to: Date },
): Promise<Act[]> {
  const { people, rotations } = mentioned(cards);
  const teams = await db().team.findMany({
    where: {
      OR: [{ features: { some: { id: featureId } } }, { rotations: { some: { slug: { in: rotations } } } }],
    },
    select: { id: true },
  });
  return db().activity.findMany({
    where: {
      at: { gt: from, lte: to },
      OR: [
        { featureId },
        { subjectKind: "rotation", subjectId: { in: rotations } },
        { subjectKind: "team", subjectId: { in: teams.map(({ id }) => id) } },
        { subjectKind: "user", subjectId: { in: await idsOf(people) } },
      ],
    },
    orderBy: { id: "desc" },
    select: {
      at: true,
      action: true,
      actorName: true,
      subjectKind: true,
      subjectId: true,
      subjectName: true,
      before: true,
      after: true,
    },
    take: 1000,
  });
}
