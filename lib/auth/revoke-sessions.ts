import "server-only";
import { recordActivity } from "#lib/activity/record";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { authoriseAdmin } from "./authorise.ts";
import { requirePerson } from "./change-profile.ts";
import type { Principal } from "./domain.ts";

async function record(
  tx: Transaction,
  principal: Principal,
  user: { id: string; name: string },
  sessions: number,
) {
  await recordActivity(tx, principal, {
    action: "session.revoke",
    subject: { kind: "user", id: user.id, name: user.name },
    after: { sessions },
  });
}

/** Ends one session of one's own; also the current one. Throws `not_found` for somebody else's. */
export async function revokeOwnSession(
  principal: Principal,
  sessionId: string,
  now = new Date(),
): Promise<void> {
  const person = requirePerson(principal);
  await db().$transaction(async (tx) => {
    const mine = { id: sessionId, userId: person.id };
    const { count } = await tx.session.updateMany({
      where: { ...mine, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count > 0) return record(tx, principal, person, count);
    if (!(await tx.session.findFirst({ where: mine })))
      throw new AppError("not_found", "There is no such session.");
  });
}

/** Ends every session of one's own but the current one. Returns how many were open. */
export async function revokeOtherSessions(
  principal: Principal,
  now = new Date(),
): Promise<{ revoked: number }> {
  const person = requirePerson(principal);
  return db().$transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { userId: person.id, id: { not: person.sessionId }, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    });
    if (count > 0) await record(tx, principal, person, count);
    return { revoked: count };
  });
}

/** Ends every session of a user. Only for admins. Returns how many were open. */
export async function revokeSessionsOf(
  principal: Principal,
  userId: string,
  now = new Date(),
): Promise<{ revoked: number }> {
  authoriseAdmin(principal);
  return db().$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { id: true, name: true } });
    if (!user) throw new AppError("not_found", "There is no such user.");
    const { count } = await tx.session.updateMany({
      where: { userId, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    });
    if (count > 0) await record(tx, principal, user, count);
    return { revoked: count };
  });
}

/** Ends a session by its id alone, for signing out. Nothing happens when it is over already. */
export async function signOut(sessionId: string, now = new Date()): Promise<void> {
  await db().$transaction(async (tx) => {
    const session = await tx.session.findUnique({ where: { id: sessionId }, include: { user: true } });
    if (!session || session.revokedAt) return;
    const { count } = await tx.session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) return;
    const { user } = session;
    const actor: Principal = {
      kind: "user",
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      teamIds: [],
      sessionId,
    };
    await recordActivity(tx, actor, {
      action: "session.end",
      subject: { kind: "user", id: user.id, name: user.name },
    });
  });
}
