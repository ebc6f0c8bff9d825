import "server-only";
import { recordActivity } from "#lib/activity/record";
import { refuseBoundKey } from "#lib/auth/authorise";
import { canReadFeature, canRegisterFeature, canWriteFeature, type Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { UNREGISTERED_FEATURE } from "#lib/telemetry/domain";
import { mergeRegistration, registrationChanges, type StoredRegistration } from "./domain.ts";
import { type FeatureRow, featureInclude, presentFeature, storedRegistration } from "./present.ts";
import type { RegisteredFeature, Registration } from "./schema.ts";

/** Serialises registrations, so that no two features can take the same service name and only one PUT of a slug creates it. */
const registryLock = 7_215_002;

/**
 * Registers a feature or changes its registration. The same input a second time changes nothing and leaves no activity.
 * Throws `forbidden`, `invalid` (unknown team) and `conflict` (a service name that another feature has;
 * with `onlyNew` a slug that is registered already).
 */
export async function registerFeature(
  principal: Principal,
  slug: string,
  input: Registration,
  options: { onlyNew?: boolean } = {},
): Promise<{ created: boolean; feature: RegisteredFeature }> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${registryLock})`;
    const found = await tx.feature.findUnique({ where: { slug }, include: featureInclude });
    authorise(principal, found);
    if (found && options.onlyNew) throw slugTaken(found);
    const before = found && storedRegistration(found);
    const after = mergeRegistration(before, input);
    const changes = before ? registrationChanges(before, after) : { before: undefined, after };
    if (found && !changes) return { created: false, feature: presentFeature(found) };

    if (before?.team !== after.team) refuseBoundKey(principal);
    const teamId = await teamIdOf(tx, after.team);
    refuseNewNames(principal, found?.matchServiceNames ?? [], after.matchServiceNames);
    await refuseTakenServiceNames(tx, found?.id ?? null, after.matchServiceNames);
    const data = columns(after, teamId);
    const saved = found
      ? await tx.feature.update({ where: { id: found.id }, data, include: featureInclude })
      : await tx.feature.create({ data: { slug, ...data }, include: featureInclude });
    await recordActivity(tx, principal, {
      action: found ? "feature.update" : "feature.register",
      subject: { kind: "feature", id: slug, name: saved.name },
      featureId: saved.id,
      before: changes?.before,
      after: changes?.after,
    });
    if (!found || !sameNames(found.matchServiceNames, saved.matchServiceNames))
      await takeOverHistory(tx, principal, saved.id);
    return { created: !found, feature: presentFeature(saved) };
  });
}

function sameNames(before: string[], after: string[]): boolean {
  return before.length === after.length && before.every((name) => after.includes(name));
}

/** Asks for what came before under this slug or these service names; the job that moves it finds the request here. */
async function takeOverHistory(tx: Transaction, principal: Principal, featureId: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO history_move (feature_id, id, requested_by, requested_at, not_before)
    VALUES (${featureId}, gen_random_uuid(), ${principal.name}, now(), now())`;
}

function authorise(principal: Principal, feature: FeatureRow | null): void {
  // The same words whether or not the slug exists: a bound key must not learn which features there are.
  if (principal.kind === "key" && principal.featureId !== null && principal.featureId !== feature?.id) {
    throw new AppError("forbidden", "This API key is bound to another feature.");
  }
  if (feature ? canWriteFeature(principal, feature) : canRegisterFeature(principal)) return;
  const who = feature
    ? "Only admins, editors and members of the owning team may change this feature."
    : "Only admins and editors may register a feature.";
  throw new AppError("forbidden", who);
}

function slugTaken(feature: FeatureRow): AppError {
  const message = `the slug ${feature.slug} belongs to ${feature.name}`;
  return new AppError("conflict", `T${message.slice(1)}; choose another.`, {
    fields: [{ path: "slug", message }],
  });
}

async function teamIdOf(tx: Transaction, slug: string | null): Promise<string | null> {
  if (slug === null) return null;
  // Held until the end, so that the team cannot be deleted between this look and the write.
  await tx.$executeRaw`SELECT 1 FROM team WHERE slug = ${slug} FOR KEY SHARE`;
  const team = await tx.team.findUnique({ where: { slug }, select: { id: true } });
  if (team) return team.id;
  const message = `there is no team ${slug}`;
  throw new AppError("invalid", `team: ${message}`, { fields: [{ path: "team", message }] });
}

/** A service name brings the unregistered telemetry of that service, which a key that is bound to a feature may not read. */
function refuseNewNames(principal: Principal, before: string[], after: string[]): void {
  if (canReadFeature(principal, UNREGISTERED_FEATURE) || after.every((name) => before.includes(name))) return;
  throw new AppError("forbidden", "A key that is bound to a feature may not give it further service names.");
}

async function refuseTakenServiceNames(
  tx: Transaction,
  featureId: number | null,
  names: string[],
): Promise<void> {
  if (names.length === 0) return;
  const other = await tx.feature.findFirst({
    where: {
      matchServiceNames: { hasSome: names },
      ...(featureId === null ? {} : { id: { not: featureId } }),
    },
    orderBy: { id: "asc" },
  });
  if (!other) return;
  const name = names.find((candidate) => other.matchServiceNames.includes(candidate)) ?? "";
  const message = `the service name ${name} belongs to the feature ${other.name} (${other.slug})`;
  throw new AppError("conflict", `T${message.slice(1)}.`, {
    fields: [{ path: "match.serviceName", message }],
  });
}

function columns(registration: StoredRegistration, teamId: string | null) {
  const { team: _, ...rest } = registration;
  return { ...rest, teamId };
}
