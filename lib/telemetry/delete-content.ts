import "server-only";
import { recordActivity } from "#lib/activity/record";
import { authoriseFeatureWrite } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { Feature } from "#prisma/client";
import type { ContentDeletion } from "./content-schema.ts";
import { removeOldContent } from "./retain-content.ts";

/** So many batches are removed at once; the rest goes within minutes, and nobody can read it meanwhile. */
const BATCHES = 25;

/**
 * Deletes a feature's messages of spans that began before an instant, and refuses to store them when they are sent
 * again. The line never moves back. Throws `forbidden`, and `invalid` for an instant that has not come.
 */
export async function deleteContent(
  principal: Principal,
  feature: Pick<Feature, "id" | "slug" | "name" | "teamId">,
  before: Date,
  now = new Date(),
): Promise<ContentDeletion> {
  authoriseFeatureWrite(principal, feature);
  if (before > now) {
    const message = "must not lie ahead: messages that have not come are refused by the policy";
    throw new AppError("invalid", `before: ${message}`, { fields: [{ path: "before", message }] });
  }
  const moved = await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM feature WHERE id = ${feature.id} FOR UPDATE`;
    const found = await tx.feature.findUniqueOrThrow({ where: { id: feature.id } });
    const line = found.contentKeptFrom;
    if (line !== null && line >= before) return found;
    await recordActivity(tx, principal, {
      action: "content.delete",
      subject: { kind: "feature", id: feature.slug, name: feature.name },
      featureId: feature.id,
      before: { keptFrom: line?.toISOString() ?? null },
      after: { keptFrom: before.toISOString() },
    });
    return tx.feature.update({ where: { id: feature.id }, data: { contentKeptFrom: before } });
  });
  const { removed, done } = await removeOldContent(moved, now, BATCHES);
  return { keptFrom: (moved.contentKeptFrom ?? before).toISOString(), removed, done };
}
