import "server-only";
import { recordActivity } from "#lib/activity/record";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { Principal } from "./domain.ts";
import { hashNewPassword, passwordFits } from "./password.ts";
import type { PasswordChange, ProfileChange } from "./schema.ts";
import { beginAttempt, markSucceeded } from "./sign-in.ts";
import { touchFeaturesOf } from "./touch-features.ts";

type Person = Extract<Principal, { kind: "user" }>;

/** The signed-in person behind a principal. Throws `forbidden` for keys. */
export function requirePerson(principal: Principal): Person {
  if (principal.kind !== "user") throw new AppError("forbidden", "Only a signed-in person may do this.");
  return principal;
}

/** Changes one's own name and time zone; a zone of null means the organisation's. */
export async function changeProfile(principal: Principal, change: ProfileChange): Promise<void> {
  const { id } = requirePerson(principal);
  await db().$transaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id } });
    const before = { name: user.name, zone: user.zone };
    const after = {
      name: change.name ?? user.name,
      zone: change.zone === undefined ? user.zone : change.zone,
    };
    if (before.name === after.name && before.zone === after.zone) return;
    await tx.user.update({ where: { id }, data: after });
    if (before.name !== after.name) await touchFeaturesOf(tx, id);
    const subject = { kind: "user", id, name: after.name };
    await recordActivity(tx, principal, { action: "user.update", subject, before, after });
  });
}

/**
 * Changes one's own password and ends every other session of one's own. The current password is asked for and throttled
 * like a sign-in. Throws `invalid` with the field that is wrong, `rate_limited`, and `conflict` without a password.
 */
export async function changePassword(
  principal: Principal,
  change: PasswordChange,
  address: string | null,
  now = new Date(),
): Promise<{ revoked: number }> {
  const person = requirePerson(principal);
  const user = await db().user.findUniqueOrThrow({ where: { id: person.id } });
  if (!user.passwordHash)
    throw new AppError("conflict", "You sign in with single sign-on and have no password here.");
  const attempt = await beginAttempt(user.email, address, now);
  if (!(await passwordFits(user.passwordHash, change.current))) {
    const message = "This is not your current password.";
    throw new AppError("invalid", message, { fields: [{ path: "current", message }] });
  }
  await markSucceeded(attempt, now);
  const passwordHash = await hashNewPassword(change.password, user.email);
  return db().$transaction(async (tx) => {
    const changed = await tx.user.updateMany({
      where: { id: user.id, passwordHash: user.passwordHash },
      data: { passwordHash },
    });
    if (changed.count === 0)
      throw new AppError("conflict", "Your password was changed a moment ago. Try again.");
    const { count } = await tx.session.updateMany({
      where: { userId: user.id, id: { not: person.sessionId }, revokedAt: null },
      data: { revokedAt: now },
    });
    await recordActivity(tx, principal, {
      action: "user.change_password",
      subject: { kind: "user", id: user.id, name: user.name },
    });
    return { revoked: count };
  });
}
