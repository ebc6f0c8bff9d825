import "server-only";
import { recordActivity } from "#lib/activity/record";
import { authoriseFeatureRead, authoriseFeatureWrite } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { isStorable } from "#lib/core/storable";

/**
 * Has the links of the newest revision tried again, as soon as the job runs; asking again before it did adds nothing.
 * Answers the feature's id. Throws `not_found` and `forbidden`.
 */
export async function askForLinkCheck(principal: Principal, slug: string, now = new Date()): Promise<number> {
  return db().$transaction(async (tx) => {
    const feature = isStorable(slug) ? await tx.feature.findUnique({ where: { slug } }) : null;
    if (!feature) throw new AppError("not_found", "There is no feature of that name.");
    authoriseFeatureRead(principal, feature);
    authoriseFeatureWrite(principal, feature);
    const newest = await tx.runbookRevision.findFirst({
      where: { featureId: feature.id },
      orderBy: { number: "desc" },
      select: { number: true },
    });
    if (!newest) throw new AppError("not_found", "This feature has no runbook yet.");
    const asked = await tx.$executeRaw`
      UPDATE runbook_link SET asked_at = ${now.toISOString()}::timestamptz
       WHERE feature_id = ${feature.id} AND revision = ${newest.number}
         AND (asked_at IS NULL OR asked_at <= checked_at)`;
    if (asked === 0) return feature.id;
    await recordActivity(tx, principal, {
      action: "runbook.check_links",
      subject: { kind: "runbook", id: slug, name: `runbook of ${feature.name}` },
      featureId: feature.id,
      // What comes of it is judged when it is known.
      look: true,
      after: { revision: newest.number, links: asked },
    });
    return feature.id;
  });
}
