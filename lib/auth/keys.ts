import "server-only";
import { recordActivity } from "#lib/activity/record";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { ApiKey, Feature } from "#prisma/client";
import { requirePerson } from "./change-profile.ts";
import { canWriteFeature, isAdmin, type Principal } from "./domain.ts";
import { newKeySecret } from "./key-secret.ts";
import { presentKey } from "./present.ts";
import type { KeyBody, NewKey } from "./schema.ts";

/** Throws `forbidden` unless the person may make or end keys of that reach. */
function authoriseKey(principal: Principal, feature: Feature | null): void {
  requirePerson(principal);
  if (feature === null && !isAdmin(principal)) {
    throw new AppError(
      "forbidden",
      "Only admins may make or revoke keys for every feature. Choose a feature of your team.",
    );
  }
  if (feature !== null && !canWriteFeature(principal, feature)) {
    throw new AppError(
      "forbidden",
      "Only admins, editors and members of the owning team may do this for the feature.",
    );
  }
}

function described(key: ApiKey, feature: Feature | null) {
  return {
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes,
    feature: feature?.slug ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
  };
}

/**
 * Makes an API key; the answer is the only place that ever has its secret. Admins make any; whoever may change a feature
 * makes keys bound to it; a key makes no keys. Throws `forbidden`, and `invalid` for an unknown feature or a past expiry.
 */
export async function createKey(principal: Principal, body: KeyBody, now = new Date()): Promise<NewKey> {
  const person = requirePerson(principal);
  const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null;
  if (expiresAt && expiresAt <= now) {
    const message = "The expiry has to be in the future.";
    throw new AppError("invalid", message, { fields: [{ path: "expiresAt", message }] });
  }
  const { secret, prefix, hash } = newKeySecret();
  return db().$transaction(async (tx) => {
    const feature = body.feature ? await tx.feature.findUnique({ where: { slug: body.feature } }) : null;
    if (body.feature && !feature) {
      const message = "There is no feature of that name.";
      throw new AppError("invalid", message, { fields: [{ path: "feature", message }] });
    }
    authoriseKey(principal, feature);
    const row = await tx.apiKey.create({
      data: {
        name: body.name,
        prefix,
        hash,
        scopes: body.scopes,
        featureId: feature?.id ?? null,
        createdById: person.id,
        createdAt: now,
        expiresAt,
      },
    });
    await recordActivity(tx, principal, {
      action: "api_key.create",
      subject: { kind: "api_key", id: row.id, name: row.name },
      ...(feature ? { featureId: feature.id } : {}),
      after: described(row, feature),
    });
    return { ...presentKey({ ...row, feature, createdBy: person }, now), secret };
  });
}

/** Ends a key at once; a second time changes nothing. Throws `not_found`, `forbidden`. */
export async function revokeKey(principal: Principal, id: string, now = new Date()): Promise<void> {
  await db().$transaction(async (tx) => {
    const row = await tx.apiKey.findUnique({ where: { id }, include: { feature: true } });
    if (!row) throw new AppError("not_found", "There is no such key.");
    authoriseKey(principal, row.feature);
    const { count } = await tx.apiKey.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) return;
    await recordActivity(tx, principal, {
      action: "api_key.revoke",
      subject: { kind: "api_key", id, name: row.name },
      ...(row.feature ? { featureId: row.feature.id } : {}),
      before: described(row, row.feature),
    });
  });
}
