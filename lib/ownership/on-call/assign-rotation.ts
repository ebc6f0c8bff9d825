import "server-only";
import { recordActivity } from "#lib/activity/record";
import { authoriseFeatureRead, authoriseFeatureWrite, refuseBoundKey } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { isStorable } from "#lib/core/storable";

/**
 * Says which rotation answers for a feature, null for none. The same again changes nothing. Throws `not_found`,
 * `forbidden` (a key that is bound to a feature too), and `invalid` for a rotation that does not exist.
 */
export async function assignRotation(
  principal: Principal,
  featureSlug: string,
  rotationSlug: string | null,
): Promise<void> {
  await db().$transaction(async (tx) => {
    // The rotation first, then the feature, as whoever changes a rotation does: the other way round they would deadlock.
    if (rotationSlug !== null)
      await tx.$executeRaw`SELECT 1 FROM rotation WHERE slug = ${rotationSlug} FOR KEY SHARE`;
    if (isStorable(featureSlug))
      await tx.$queryRaw`SELECT id FROM feature WHERE slug = ${featureSlug} FOR UPDATE`;
    const feature = isStorable(featureSlug)
      ? await tx.feature.findUnique({ where: { slug: featureSlug }, include: { rotation: true } })
      : null;
    if (!feature) throw new AppError("not_found", "There is no feature of that name.");
    authoriseFeatureRead(principal, feature);
    authoriseFeatureWrite(principal, feature);
    if (rotationSlug === (feature.rotation?.slug ?? null)) return;
    refuseBoundKey(principal);
    const rotation =
      rotationSlug === null ? null : await tx.rotation.findUnique({ where: { slug: rotationSlug } });
    if (rotationSlug !== null && !rotation) {
      const message = `there is no rotation ${rotationSlug}`;
      throw new AppError("invalid", `rotation: ${message}`, { fields: [{ path: "rotation", message }] });
    }
    await tx.feature.update({ where: { id: feature.id }, data: { rotationId: rotation?.id ?? null } });
    await recordActivity(tx, principal, {
      action: "feature.assign_rotation",
      subject: { kind: "feature", id: feature.slug, name: feature.name },
      featureId: feature.id,
      before: { rotation: feature.rotation?.slug ?? null },
      after: { rotation: rotation?.slug ?? null },
    });
  });
}
