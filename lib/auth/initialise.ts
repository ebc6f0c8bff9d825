import "server-only";
import { recordActivity } from "#lib/activity/record";
import { db, type Transaction } from "#lib/core/db";
import { type Env, env } from "#lib/core/env";
import { AppError } from "#lib/core/errors";
import { sha256 } from "#lib/core/ids";
import { log } from "#lib/core/log";
import { type Principal, scopes } from "./domain.ts";
import { KEY_PREFIX_LENGTH } from "./key-secret.ts";
import { holdLock } from "./lock.ts";
import { hashNewPassword } from "./password.ts";
import { email as emailSchema } from "./schema.ts";
import { makeFirstAdmin, SET_UP_LOCK } from "./set-up.ts";

const actor: Principal = { kind: "system", name: "Set-up by environment" };
const MIN_KEY = 32;

type Given = Pick<
  Env,
  "THRESHOLD_INIT_ADMIN_EMAIL" | "THRESHOLD_INIT_ADMIN_PASSWORD" | "THRESHOLD_INIT_API_KEY"
>;
type Outcome = "nothing_asked" | "refused" | "already_set_up" | "applied";

/** What is wrong with the variables, as one sentence that never repeats their values, or null. */
export function initialisationProblem(given: Given): string | null {
  const {
    THRESHOLD_INIT_ADMIN_EMAIL: email,
    THRESHOLD_INIT_ADMIN_PASSWORD: password,
    THRESHOLD_INIT_API_KEY: key,
  } = given;
  if ((email === undefined) !== (password === undefined)) {
    return "THRESHOLD_INIT_ADMIN_EMAIL and THRESHOLD_INIT_ADMIN_PASSWORD belong together; one of them is missing.";
  }
  if (email !== undefined && !emailSchema.safeParse(email).success) {
    return "THRESHOLD_INIT_ADMIN_EMAIL is not an e-mail address.";
  }
  if (key !== undefined && [...key].length < MIN_KEY)
    return `THRESHOLD_INIT_API_KEY has fewer than ${MIN_KEY} characters.`;
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    return "THRESHOLD_INIT_API_KEY has a character that cannot stand in a header: use visible ASCII without spaces.";
  }
  return null;
}

async function storeKey(tx: Transaction, secret: string, createdById: string | null): Promise<void> {
  const hash = sha256(secret);
  if (await tx.apiKey.findUnique({ where: { hash } })) return;
  const prefix = secret.slice(0, KEY_PREFIX_LENGTH);
  const key = await tx.apiKey.create({
    data: { name: "Made at set-up", prefix, hash, scopes: [...scopes], createdById },
  });
  await recordActivity(tx, actor, {
    action: "api_key.create",
    subject: { kind: "api_key", id: key.id, name: key.name },
    after: { name: key.name, prefix, scopes: [...scopes], feature: null, expiresAt: null },
  });
}

/**
 * Headless set-up from THRESHOLD_INIT_*: once, on an installation that has no user; safe with several servers. A value
 * that is too weak is named in the log and nothing at all is applied.
 */
export async function initialiseFromEnvironment(given: Given = env()): Promise<Outcome> {
  const {
    THRESHOLD_INIT_ADMIN_EMAIL: email,
    THRESHOLD_INIT_ADMIN_PASSWORD: password,
    THRESHOLD_INIT_API_KEY: key,
  } = given;
  if (email === undefined && password === undefined && key === undefined) return "nothing_asked";
  const refuse = (problem: string): Outcome => {
    log().error(`Headless set-up was not applied: ${problem}`);
    return "refused";
  };
  const problem = initialisationProblem(given);
  if (problem) return refuse(problem);
  let passwordHash: string | undefined;
  try {
    if (email && password) passwordHash = await hashNewPassword(password, email);
  } catch (error) {
    if (error instanceof AppError) return refuse(`THRESHOLD_INIT_ADMIN_PASSWORD: ${error.message}`);
    throw error;
  }
  const outcome = await db().$transaction(async (tx): Promise<Outcome> => {
    await holdLock(tx, SET_UP_LOCK);
    if (await tx.user.findFirst({ select: { id: true } })) return "already_set_up";
    let adminId: string | null = null;
    if (email && passwordHash) {
      const address = email.toLowerCase();
      const name = address.split("@")[0] ?? address;
      const input = { organisation: "Threshold", zone: "UTC", name, email: address, passwordHash };
      adminId = (await makeFirstAdmin(tx, input, () => actor)).id;
    }
    if (key) await storeKey(tx, key, adminId);
    return "applied";
  });
  if (outcome === "applied") log().info("Headless set-up was applied.");
  return outcome;
}
