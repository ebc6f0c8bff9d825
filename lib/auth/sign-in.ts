import "server-only";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { addDays } from "#lib/core/time";
import { holdLock } from "./lock.ts";
import { passwordFits } from "./password.ts";
import { email as emailSchema } from "./schema.ts";
import { FREE_FAILURES_PER_ADDRESS, THROTTLE_WINDOW_MS, waitBefore } from "./throttle.ts";

/** Stands in the column where an address is not known; never counted against anybody. */
const UNKNOWN = "unknown";

/**
 * Books an attempt as failed before the password is looked at, so that many at once cannot all slip under the limit.
 * Returns its id for `markSucceeded`. Throws `rate_limited` when this e-mail or address must wait.
 */
export async function beginAttempt(email: string, address: string | null, now: Date): Promise<bigint> {
  return db().$transaction(async (tx) => {
    await holdLock(tx, `sign-in of ${email}`);
    if (address) await holdLock(tx, `sign-in from ${address}`);
    const since = new Date(now.getTime() - THROTTLE_WINDOW_MS);
    const recent = { orderBy: { id: "desc" as const }, select: { at: true, succeeded: true }, take: 50 };
    const ofEmail = await tx.signInAttempt.findMany({ where: { email, at: { gt: since } }, ...recent });
    const lastSuccess = ofEmail.findIndex((attempt) => attempt.succeeded);
    const failures = lastSuccess === -1 ? ofEmail : ofEmail.slice(0, lastSuccess);
    const ofAddress = address
      ? await tx.signInAttempt.findMany({
          where: { ip: address, succeeded: false, at: { gt: since } },
          ...recent,
          take: FREE_FAILURES_PER_ADDRESS,
        })
      : null;
    const wait = waitBefore(
      { ofEmail: failures.map((f) => f.at), ofAddress: ofAddress?.map((f) => f.at) ?? null },
      now,
    );
    if (wait > 0) {
      const retryAfterSeconds = Math.ceil(wait / 1000);
      throw new AppError(
        "rate_limited",
        `Too many failed tries. Try again in ${inWords(retryAfterSeconds)}.`,
        {
          retryAfterSeconds,
        },
      );
    }
    const attempt = await tx.signInAttempt.create({
      data: { email, ip: address ?? UNKNOWN, succeeded: false, at: now },
    });
    return attempt.id;
  });
}

function inWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** Turns a booked attempt into a success, which clears the count of its e-mail; forgets attempts older than a day. */
export async function markSucceeded(attempt: bigint, now: Date): Promise<void> {
  await db().signInAttempt.update({ where: { id: attempt }, data: { succeeded: true } });
  await forgetAttempts(now);
}

/** Forgets attempts older than a day; also those of nobody, which no success ever clears. */
export async function forgetAttempts(now: Date): Promise<void> {
  await db().signInAttempt.deleteMany({ where: { at: { lt: addDays(now, -1) } } });
}

export type PasswordSignIn = { email: string; password: string; address: string | null };

/**
 * The user whom e-mail and password name. One answer, `unauthenticated`, for an unknown e-mail, a wrong password and a
 * disabled user, after the same work; `rate_limited` while tries must wait, even with the right password.
 */
export async function signInWithPassword(
  input: PasswordSignIn,
  now = new Date(),
): Promise<{ id: string; email: string; name: string }> {
  const wrong = new AppError("unauthenticated", "The e-mail address or the password is not right.");
  const parsed = emailSchema.safeParse(input.email.trim());
  if (!parsed.success) throw wrong;
  const email = parsed.data;
  const attempt = await beginAttempt(email, input.address, now);
  const user = await db().user.findUnique({ where: { email } });
  const fits = await passwordFits(user?.passwordHash, input.password.slice(0, 2000));
  if (!user || !fits || user.disabledAt) throw wrong;
  await markSucceeded(attempt, now);
  return { id: user.id, email: user.email, name: user.name };
}
