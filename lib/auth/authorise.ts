import { AppError } from "#lib/core/errors";
import { canReadFeature, canWriteFeature, canWriteForTeam, isAdmin, type Principal } from "./domain.ts";

/** Throws `forbidden` unless the principal may change the feature. */
export function authoriseFeatureWrite(
  principal: Principal,
  feature: { id: number; teamId: string | null },
): void {
  if (!canWriteFeature(principal, feature)) {
    throw new AppError(
      "forbidden",
      "Only admins, editors and members of the owning team may change this feature.",
    );
  }
}

/** Throws `not_found` when a key is bound to another feature: it must not learn which others exist. */
export function authoriseFeatureRead(principal: Principal, feature: { id: number }): void {
  if (!canReadFeature(principal, feature.id))
    throw new AppError("not_found", "There is no feature of that name.");
}

/** Throws `forbidden` unless the principal is an admin. */
export function authoriseAdmin(principal: Principal): void {
  if (!isAdmin(principal)) throw new AppError("forbidden", "Only admins may do this.");
}

/**
 * Throws `forbidden` for a key that is bound to a feature. Call it before looking for what is named, so that the words are
 * the same whether or not there is such a team or rotation.
 */
export function refuseBoundKey(principal: Principal): void {
  if (principal.kind === "key" && principal.featureId !== null)
    throw new AppError("forbidden", "A key that is bound to a feature gives nothing a team or a rotation.");
}

/** Throws `forbidden` unless the principal may change what belongs to the team. */
export function authoriseTeamWrite(principal: Principal, teamId: string | null): void {
  if (!canWriteForTeam(principal, teamId))
    throw new AppError("forbidden", "Only admins, editors and members of the team may change this rotation.");
}
