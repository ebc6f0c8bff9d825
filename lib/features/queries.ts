import "server-only";
import { authoriseFeatureRead } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { Feature } from "#prisma/client";

/** The feature of that slug. Throws `not_found` when there is none, or when the principal's key is bound to another. */
export async function requireFeature(principal: Principal, slug: string): Promise<Feature> {
  const feature = await db().feature.findUnique({ where: { slug } });
  if (!feature) throw new AppError("not_found", "There is no feature of that name.");
  authoriseFeatureRead(principal, feature);
  return feature;
}
