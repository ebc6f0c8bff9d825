import "server-only";
import { recordActivity } from "#lib/activity/record";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { recordShiftsOfPerson } from "#lib/ownership/on-call/record-shifts";
import { authoriseAdmin } from "./authorise.ts";
import type { Principal } from "./domain.ts";
import { holdLock } from "./lock.ts";
import type { UserChange } from "./schema.ts";
import { touchFeaturesOf } from "./touch-features.ts";

/** Held by everything that can make the number of admins smaller. */
const ADMINS_LOCK = "admins";

async function requireAnotherAdmin(tx: Transaction, userId: string): Promise<void> {
  const others = await tx.user.count({ where: { role: "admin", disabledAt: null, id: { not: userId } } });
  if (others === 0)
    throw new AppError("conflict", "This is the last admin. Make somebody else an admin first.");
}

/**
 * Changes a user's role, or whether they may sign in. It counts from the next request on; disabling also ends every
 * session. Throws `forbidden`, `not_found`, and `conflict` for the last admin, also when two do it at once.
 */
export async function changeUser(
  principal: Principal,
  id: string,
  change: UserChange,
  now = new Date(),
): Promise<void> {
  authoriseAdmin(principal);
  await db().$transaction(async (tx) => {
    await holdLock(tx, ADMINS_LOCK);
    const user = await tx.user.findUnique({ where: { id } });
    if (!user) throw new AppError("not_found", "There is no such user.");
    const before = { role: user.role, disabled: user.disabledAt !== null };
    const after = { role: change.role ?? before.role, disabled: change.disabled ?? before.disabled };
    if (before.role === after.role && before.disabled === after.disabled) return;
    const wasAdmin = before.role === "admin" && !before.disabled;
    const staysAdmin = after.role === "admin" && !after.disabled;
    if (wasAdmin && !staysAdmin) await requireAnotherAdmin(tx, id);
    // Who is not on call any more, or is again, was until now what the record then says.
    if (before.disabled !== after.disabled) await recordShiftsOfPerson(tx, id, now);
    const disabledAt = after.disabled ? (user.disabledAt ?? now) : null;
    await tx.user.update({ where: { id }, data: { role: after.role, disabledAt } });
    if (before.disabled !== after.disabled) {
      await touchFeaturesOf(tx, id);
      // On enabling too: a sign-in that ran beside the disabling may have left a session that must not come to life.
      await tx.session.updateMany({ where: { userId: id, revokedAt: null }, data: { revokedAt: now } });
    }
    await recordActivity(tx, principal, {
      action: "user.update",
      subject: { kind: "user", id, name: user.name },
      before,
      after,
    });
  });
}
