import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { AppError } from "#lib/core/errors";
import { passwordProblem } from "./password-rule.ts";

// Argon2id (the library's default) with OWASP's first choice: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A new password's hash. Throws `invalid` (field `password`) when the password is against the rule. */
export async function hashNewPassword(password: string, email: string): Promise<string> {
  const message = passwordProblem(password, email);
  if (message) throw new AppError("invalid", message, { fields: [{ path: "password", message }] });
  return hash(password, cost);
}

let dummy: Promise<string> | undefined;

/** Whether the password fits. Without a hash it takes as long and is false, so that time does not tell who exists. */
export async function passwordFits(
  storedHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  dummy ??= hash("nobody has this password", cost);
  const against = storedHash ?? (await dummy);
  const fits = await verify(against, password);
  return fits && typeof storedHash === "string";
}
