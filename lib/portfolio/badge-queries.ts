import "server-only";
import { db } from "#lib/core/db";
import { isStorable } from "#lib/core/storable";
import { readBrief } from "#lib/scorecard/list-briefs";
import { type Badge, badgeOf } from "./badge-domain.ts";

/**
 * What the badge of a feature says, for anybody; null when there is no such feature or nobody opted in, which is the
 * same question to the database and so takes the same time. Judges nothing: a stranger's request must cost little.
 */
export async function readBadge(slug: string, now: Date): Promise<Badge | null> {
  if (!isStorable(slug)) return null;
  const feature = await db().feature.findFirst({
    where: { slug, badge: true },
    select: { id: true, name: true, lifecycle: true },
  });
  return feature && badgeOf(feature, await readBrief(feature.id, now), now);
}
