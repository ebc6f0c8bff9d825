import "server-only";
import { recordActivity } from "#lib/activity/record";
import { db, type Transaction } from "#lib/core/db";
import { publicUrl } from "#lib/core/env";
import { AppError } from "#lib/core/errors";
import { randomSecret, sha256 } from "#lib/core/ids";
import { addDays } from "#lib/core/time";
import type { Prisma, Session, User } from "#prisma/client";
import { authoriseAdmin } from "./authorise.ts";
import { createSession, type Device } from "./create-session.ts";
import type { Principal } from "./domain.ts";
import { holdLock } from "./lock.ts";
import { hashNewPassword } from "./password.ts";
import { presentInvitation } from "./present.ts";
import type { AcceptBody, InvitationBody, NewInvitation } from "./schema.ts";
import { newcomer } from "./set-up.ts";
import { touchFeaturesOf } from "./touch-features.ts";

export const INVITATION_DAYS = 7;

/** An invitation counts while it is unused and the admin who made it still is one. */
export function pendingInvitation(now: Date): Prisma.InvitationWhereInput {
  return {
    acceptedAt: null,
    revokedAt: null,
    expiresAt: { gt: now },
    invitedBy: { role: "admin", disabledAt: null },
  };
}

/**
 * Invites somebody by a link that is shown once and works once, for 7 days. An earlier invitation of the same e-mail
 * ends. Throws `forbidden`, `conflict` (is a user already), `invalid` (no such team).
 */
export async function createInvitation(
  principal: Principal,
  body: InvitationBody,
  now = new Date(),
): Promise<NewInvitation> {
  authoriseAdmin(principal);
  const token = randomSecret();
  return db().$transaction(async (tx) => {
    await holdLock(tx, `invitation of ${body.email}`);
    if (await tx.user.findUnique({ where: { email: body.email } })) {
      throw new AppError("conflict", "Somebody with this e-mail address is a user already.");
    }
    if (body.team) await tx.$executeRaw`SELECT 1 FROM team WHERE slug = ${body.team} FOR KEY SHARE`;
    const team = body.team ? await tx.team.findUnique({ where: { slug: body.team } }) : null;
    if (body.team && !team) {
      const message = "There is no team of that name.";
      throw new AppError("invalid", message, { fields: [{ path: "team", message }] });
    }
    const open = { email: body.email, acceptedAt: null, revokedAt: null };
    const replaced = await tx.invitation.updateMany({ where: open, data: { revokedAt: now } });
    const row = await tx.invitation.create({
      data: {
        email: body.email,
        role: body.role,
        teamId: team?.id ?? null,
        tokenHash: sha256(token),
        invitedById: principal.kind === "user" ? principal.id : null,
        createdAt: now,
        expiresAt: addDays(now, INVITATION_DAYS),
      },
    });
    await recordActivity(tx, principal, {
      action: "invitation.create",
      subject: { kind: "invitation", id: row.id, name: row.email },
      after: {
        email: row.email,
        role: row.role,
        team: team?.slug ?? null,
        ...(replaced.count > 0 ? { replaced: replaced.count } : {}),
      },
    });
    return {
      ...presentInvitation({ ...row, team, invitedBy: principal }, now),
      link: `${publicUrl()}/invite/${token}`,
    };
  });
}

/** Ends an invitation that nobody has accepted. Throws `forbidden`, `not_found`, `conflict` (accepted already). */
export async function revokeInvitation(principal: Principal, id: string, now = new Date()): Promise<void> {
  authoriseAdmin(principal);
  await db().$transaction(async (tx) => {
    const row = await tx.invitation.findUnique({ where: { id } });
    if (!row) throw new AppError("not_found", "There is no such invitation.");
    const open = { id, acceptedAt: null, revokedAt: null };
    const { count } = await tx.invitation.updateMany({ where: open, data: { revokedAt: now } });
    if (count === 0 && row.revokedAt) return;
    if (count === 0)
      throw new AppError("conflict", "This invitation was accepted already. Disable the user instead.");
    await recordActivity(tx, principal, {
      action: "invitation.revoke",
      subject: { kind: "invitation", id, name: row.email },
      before: { email: row.email, role: row.role },
    });
  });
}

/** Uses a pending invitation up and makes its user, who joins its team. Throws `not_found` when it does not count any more. */
export async function consumeInvitation(
  tx: Transaction,
  where: Prisma.InvitationWhereInput,
  user: { name: string; passwordHash?: string; oidcSubject?: string },
  now: Date,
): Promise<User> {
  const invitation = await tx.invitation.findFirst({
    where: { AND: [where, pendingInvitation(now)] },
    include: { team: true },
  });
  const gone = new AppError(
    "not_found",
    "This invitation is not open any more. Ask an admin for a new link.",
  );
  if (!invitation) throw gone;
  const open = { id: invitation.id, acceptedAt: null, revokedAt: null };
  const { count } = await tx.invitation.updateMany({ where: open, data: { acceptedAt: now } });
  if (count === 0) throw gone;
  if (await tx.user.findUnique({ where: { email: invitation.email } })) {
    throw new AppError("conflict", "Somebody with this e-mail address is a user already. Sign in instead.");
  }
  const { email, role, teamId, team } = invitation;
  const made = await tx.user.create({ data: { email, role, ...user } });
  if (teamId) {
    await tx.teamMember.create({ data: { teamId, userId: made.id } });
    await touchFeaturesOf(tx, made.id);
  }
  await recordActivity(tx, newcomer(made), {
    action: "invitation.accept",
    subject: { kind: "user", id: made.id, name: made.name },
    after: {
      email,
      name: made.name,
      role,
      team: team?.slug ?? null,
      signsInWith: user.oidcSubject ? "single_sign_on" : "password",
    },
  });
  return made;
}

/** Accepts an invitation with a name and a password, and signs in. Throws `not_found`, `invalid`, `conflict`. */
export async function acceptInvitation(
  body: AcceptBody,
  device: Device,
  now = new Date(),
): Promise<{ user: User; session: Session }> {
  const where = { tokenHash: sha256(body.token) };
  const invitation = await db().invitation.findFirst({ where: { AND: [where, pendingInvitation(now)] } });
  if (!invitation)
    throw new AppError("not_found", "This invitation is not open any more. Ask an admin for a new link.");
  const passwordHash = await hashNewPassword(body.password, invitation.email);
  return db().$transaction(async (tx) => {
    await holdLock(tx, `invitation of ${invitation.email}`);
    const user = await consumeInvitation(tx, where, { name: body.name, passwordHash }, now);
    return { user, session: await createSession(user.id, device, tx, now) };
  });
}
