import "server-only";
import { recordActivity } from "#lib/activity/record";
import { db, type Transaction } from "#lib/core/db";
import { env } from "#lib/core/env";
import { AppError } from "#lib/core/errors";
import { sameSecret } from "#lib/core/ids";
import type { Session, User } from "#prisma/client";
import { createSession, type Device } from "./create-session.ts";
import type { Principal } from "./domain.ts";
import { holdLock } from "./lock.ts";
import { hashNewPassword } from "./password.ts";
import type { SetUpBody } from "./schema.ts";
import { beginAttempt, markSucceeded } from "./sign-in.ts";

/** Every way to make the first user holds this lock, so that one of two at once wins. */
export const SET_UP_LOCK = "set-up";

/** Under this name tries of the set-up token are counted; it can be no e-mail address. */
const SET_UP_NAME = "(set-up)";

/** Whether there is anybody who could sign in. Once true it stays true: users are never deleted. */
export async function isSetUp(): Promise<boolean> {
  return (await db().user.findFirst({ select: { id: true } })) !== null;
}

/** The installation's row and its first admin, with their activity. Throws `conflict` when there is a user. */
export async function makeFirstAdmin(
  tx: Transaction,
  input: { organisation: string; zone: string; name: string; email: string; passwordHash: string },
  actor: (user: User) => Principal,
): Promise<User> {
  await holdLock(tx, SET_UP_LOCK);
  if (await tx.user.findFirst({ select: { id: true } })) {
    throw new AppError("conflict", "This installation is set up already. Sign in instead.");
  }
  const { organisation, zone, email, name, passwordHash } = input;
  await tx.installation.upsert({
    where: { id: 1 },
    create: { id: 1, name: organisation, zone },
    update: { name: organisation, zone },
  });
  const user = await tx.user.create({ data: { email, name, role: "admin", passwordHash } });
  const principal = actor(user);
  const after = { name: organisation, zone };
  await recordActivity(tx, principal, {
    action: "installation.create",
    subject: { kind: "installation", id: "1", name: organisation },
    after,
  });
  await recordActivity(tx, principal, {
    action: "user.create",
    subject: { kind: "user", id: user.id, name },
    after: { email, name, role: "admin" },
  });
  return user;
}

/** A principal for somebody who has just become a user and has no session yet. */
export function newcomer(user: User): Extract<Principal, { kind: "user" }> {
  return {
    kind: "user",
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    teamIds: [],
    sessionId: "",
  };
}

/**
 * First-run set-up: the installation, its first admin and a session of theirs. The token comes from the link that the
 * server prints. Throws `unavailable` where no link was printed, `forbidden` for a wrong token, `rate_limited`, `conflict`.
 */
export async function setUpInstallation(
  body: SetUpBody,
  device: Device,
  now = new Date(),
): Promise<{ user: User; session: Session }> {
  if (await isSetUp())
    throw new AppError("conflict", "This installation is set up already. Sign in instead.");
  const expected = env().THRESHOLD_SETUP_TOKEN;
  if (!expected)
    throw new AppError(
      "unavailable",
      "This server has no set-up link. Start Threshold again with npm start.",
    );
  const attempt = await beginAttempt(SET_UP_NAME, device.address, now);
  if (!sameSecret(body.token, expected)) {
    throw new AppError(
      "forbidden",
      "This set-up link is not the current one. The server prints the current one when it starts.",
    );
  }
  await markSucceeded(attempt, now);
  const passwordHash = await hashNewPassword(body.password, body.email);
  return db().$transaction(async (tx) => {
    const user = await makeFirstAdmin(tx, { ...body, passwordHash }, newcomer);
    return { user, session: await createSession(user.id, device, tx, now) };
  });
}
