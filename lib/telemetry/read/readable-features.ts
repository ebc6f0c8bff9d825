import "server-only";
import { canReadFeature, type Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { UNREGISTERED_FEATURE } from "#lib/telemetry/domain";
import { UNREGISTERED } from "#lib/telemetry/schema";

/** How lists name a feature; slug is null for telemetry of no registered feature. */
export type FeatureName = { slug: string | null; name: string };
/** Features by the id that their telemetry leads with. */
export type FeatureNames = ReadonlyMap<number, FeatureName>;

export const unregistered: FeatureName = { slug: null, name: "Unregistered" };

/** One feature as a list over it alone takes it. */
export function onlyFeature({ id, slug, name }: { id: number; slug: string; name: string }): FeatureNames {
  return new Map([[id, { slug, name }]]);
}

/**
 * The features that the principal may read, telemetry of no registered feature among them. `asked` narrows to a slug or
 * to UNREGISTERED; throws `not_found` for one that there is not.
 */
export async function readableFeatures(principal: Principal, asked?: string): Promise<FeatureNames> {
  const registered = await db().feature.findMany({ select: { id: true, slug: true, name: true } });
  const all: [number, FeatureName][] = [
    [UNREGISTERED_FEATURE, unregistered],
    ...registered.map(({ id, slug, name }): [number, FeatureName] => [id, { slug, name }]),
  ];
  const wanted = all.filter(
    ([id, { slug }]) =>
      canReadFeature(principal, id) && (asked === undefined || (slug ?? UNREGISTERED) === asked),
  );
  if (asked !== undefined && wanted.length === 0)
    throw new AppError("not_found", "There is no feature of that name.");
  return new Map(wanted);
}
