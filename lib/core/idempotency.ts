import "server-only";
import type { Principal } from "#lib/auth/domain";
import { Prisma } from "#prisma/client";
import { db } from "./db.ts";
import { AppError } from "./errors.ts";
import { sha256 } from "./ids.ts";
import { addDays, MINUTE_MS } from "./time.ts";

type Attempt = {
  principal: Principal;
  key: string;
  request: Request;
  bodyText: string;
  /** False where the answer is a secret: a repeat then learns only that it was done. */
  keep: boolean;
};

/** Status of a row whose request is still being worked on. */
const PENDING = 0;

/**
 * Runs a write at most once per principal and Idempotency-Key and replays its answer for a day. A repeat with another
 * body, or while the first is still running, is a `conflict`. A write that failed may be tried again.
 */
export async function answerOnce(attempt: Attempt, run: () => Promise<Response>): Promise<Response> {
  const { principal, key, request, bodyText, keep } = attempt;
  if (key.length === 0 || key.length > 200) {
    throw new AppError("invalid", "An Idempotency-Key has 1 to 200 characters.");
  }
  const owner = `${principal.kind}:${principal.kind === "system" ? principal.name : principal.id}`;
  const id = { principal: owner, key };
  const { pathname, search } = new URL(request.url);
  const requestHash = sha256(`${request.method}\n${pathname}${search}\n${bodyText}`);
  const now = new Date();
  const crashed = { status: PENDING, createdAt: { lt: new Date(now.getTime() - MINUTE_MS) } };
  await db().idempotentAnswer.deleteMany({ where: { ...id, OR: [crashed, pastDay(now)] } });
  const { count } = await db().idempotentAnswer.createMany({
    data: [{ ...id, requestHash, status: PENDING }],
    skipDuplicates: true,
  });
  if (count === 0) return replay(id, requestHash);
  try {
    const response = await run();
    const text = await response.clone().text();
    const body = keep && text !== "" ? (JSON.parse(text) as Prisma.InputJsonValue) : Prisma.DbNull;
    const status = keep ? response.status : 409;
    await db().idempotentAnswer.update({ where: { principal_key: id }, data: { status, body } });
    return response;
  } catch (error) {
    await db().idempotentAnswer.deleteMany({ where: { ...id, status: PENDING } });
    throw error;
  }
}

const pastDay = (now: Date) => ({ createdAt: { lt: addDays(now, -1) } });

/** Forgets answers that are older than the day for which they are replayed. */
export async function forgetAnswers(now: Date): Promise<void> {
  await db().idempotentAnswer.deleteMany({ where: pastDay(now) });
}

async function replay(id: { principal: string; key: string }, requestHash: string): Promise<Response> {
  const row = await db().idempotentAnswer.findUnique({ where: { principal_key: id } });
  if (!row || row.status === PENDING) {
    throw new AppError("conflict", "A request with this Idempotency-Key is still being worked on.", {
      retryAfterSeconds: 1,
    });
  }
  if (row.requestHash !== requestHash) {
    throw new AppError("conflict", "This Idempotency-Key was used for another request.");
  }
  if (row.status === 409)
    throw new AppError("conflict", "This was done already; its secret is shown only once.");
  const headers = { "idempotent-replayed": "true" };
  if (row.body === null) return new Response(null, { status: row.status, headers });
  return Response.json(row.body, { status: row.status, headers });
}
