import "server-only";
import type { Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";

/** The feature's release of that digest or beginning of it (12 digits or more), or null. Throws `conflict` when several begin so. */
export async function findRelease(
  tx: Transaction,
  featureId: number,
  prefix: string,
): Promise<{ id: string; digest: string } | null> {
  const found = await tx.release.findMany({
    where: { featureId, digest: { startsWith: prefix } },
    select: { id: true, digest: true },
    take: 2,
  });
  if (found.length > 1)
    throw new AppError("conflict", `More than one release begins with ${prefix}; give more digits.`);
  return found[0] ?? null;
}
