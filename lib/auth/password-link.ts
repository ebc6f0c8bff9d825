import "server-only";
import { createHmac } from "node:crypto";
import { recordActivity } from "#lib/activity/record";
import { db } from "#lib/core/db";
import { env, publicUrl } from "#lib/core/env";
import { AppError } from "#lib/core/errors";
import { sameSecret } from "#lib/core/ids";
import { DAY_MS } from "#lib/core/time";
import { recordShiftsOfPerson } from "#lib/ownership/on-call/record-shifts";
import type { Session, User } from "#prisma/client";
import { authoriseAdmin } from "./authorise.ts";
import { requirePerson } from "./change-profile.ts";
import { createSession, type Device } from "./create-session.ts";
import type { Principal } from "./domain.ts";
import { hashNewPassword } from "./password.ts";
import type { PasswordLink, PasswordReset } from "./schema.ts";
import { newcomer } from "./set-up.ts";
import { touchFeaturesOf } from "./touch-features.ts";

/** The stored hash is signed too, so a link ends with the password that it replaces: it works once. */
function signature(
  user: { id: string; passwordHash: string | null },
  makerId: string,
  expires: number,
): string {
  const text = `password link\n${user.id}\n${makerId}\n${expires}\n${user.passwordHash ?? ""}`;
  return createHmac("sha256", env().NEXTAUTH_SECRET).update(text).digest("base64url");
}

/**
 * A link by which a user chooses a new password, for a day and one use; only for admins, who pass it on. Throws
 * `forbidden`, `not_found`, `conflict` (disabled).
 */
export async function createPasswordLink(
  principal: Principal,
  userId: string,
  now = new Date(),
): Promise<PasswordLink> {
  authoriseAdmin(principal);
  const { id: makerId } = requirePerson(principal);
  const expires = now.getTime() + DAY_MS;
  return db().$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) throw new AppError("not_found", "There is no such user.");
    if (user.disabledAt) throw new AppError("conflict", "This user is disabled. Enable them first.");
    await recordActivity(tx, principal, {
      action: "user.create_password_link",
      subject: { kind: "user", id: user.id, name: user.name },
    });
    const token = `${user.id}.${makerId}.${expires}.${signature(user, makerId, expires)}`;
    return { link: `${publicUrl()}/password/${token}`, expiresAt: new Date(expires).toISOString() };
  });
}

const id = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const form = new RegExp(`^(${id})\\.(${id})\\.(\\d{1,15})\\.([\\w-]{43})$`);

/**
 * The user whom a password link is for, or null when it does not count (any more): it is used or a day old, its user is
 * disabled, or the admin who made it is none any more.
 */
export async function userOfPasswordLink(token: string, now = new Date()): Promise<User | null> {
  const match = form.exec(token);
  const [, userId = "", makerId = "", expires = "0", given = ""] = match ?? [];
  if (!match || Number(expires) <= now.getTime()) return null;
  const user = await db().user.findUnique({ where: { id: userId } });
  if (!user || user.disabledAt || !sameSecret(given, signature(user, makerId, Number(expires)))) return null;
  const maker = await db().user.findUnique({ where: { id: makerId } });
  return maker?.role === "admin" && !maker.disabledAt ? user : null;
}

/** Sets the password that a link allows, ends every session of the user and begins one. Throws `not_found`, `invalid`. */
export async function resetPassword(
  body: PasswordReset,
  device: Device,
  now = new Date(),
): Promise<{ user: User; session: Session }> {
  const gone = new AppError("not_found", "This link does not work any more. Ask an admin for a new one.");
  const user = await userOfPasswordLink(body.token, now);
  if (!user) throw gone;
  const passwordHash = await hashNewPassword(body.password, user.email);
  return db().$transaction(async (tx) => {
    // A first password is a way in: until now they could not be on call, and the record says so.
    if (user.passwordHash === null) await recordShiftsOfPerson(tx, user.id, now);
    const same = { id: user.id, passwordHash: user.passwordHash, disabledAt: null };
    const { count } = await tx.user.updateMany({ where: same, data: { passwordHash } });
    if (count === 0) throw gone;
    if (user.passwordHash === null) await touchFeaturesOf(tx, user.id);
    await tx.session.updateMany({ where: { userId: user.id, revokedAt: null }, data: { revokedAt: now } });
    await recordActivity(tx, newcomer(user), {
      action: "user.reset_password",
      subject: { kind: "user", id: user.id, name: user.name },
    });
    return { user, session: await createSession(user.id, device, tx, now) };
  });
}
