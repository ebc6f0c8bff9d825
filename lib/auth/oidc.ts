import "server-only";
import { z } from "zod";
import { recordActivity } from "#lib/activity/record";
import { db, type Transaction } from "#lib/core/db";
import { env } from "#lib/core/env";
import { AppError } from "#lib/core/errors";
import type { User } from "#prisma/client";
import { consumeInvitation } from "./invitations.ts";
import { holdLock } from "./lock.ts";
import { displayName, email as emailSchema } from "./schema.ts";
import { newcomer } from "./set-up.ts";

/** What single sign-on needs, or null when it is not configured. */
export function oidcSettings(): { issuer: string; clientId: string; clientSecret: string } | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    issuer: OIDC_ISSUER.replace(/\/+$/, ""),
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
  };
}

/** The claims that matter; some providers write the boolean as a word. */
export const oidcClaims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().optional(),
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")])
    .optional(),
  name: z.string().optional(),
});
export type OidcClaims = z.output<typeof oidcClaims>;

/** How a person of an identity provider is kept: a subject is only unique within its issuer. */
export function oidcSubject(issuer: string, sub: string): string {
  return `${issuer} ${sub}`;
}

const refused = () =>
  new AppError(
    "forbidden",
    "Nobody with this identity is a user or invited. Ask an admin for an invitation.",
  );

async function link(tx: Transaction, user: User, subject: string): Promise<User> {
  // Only an account that is not linked yet: a mail address that moved to somebody else must not open it.
  const { count } = await tx.user.updateMany({
    where: { id: user.id, oidcSubject: null },
    data: { oidcSubject: subject },
  });
  if (count === 0) throw refused();
  await recordActivity(tx, newcomer(user), {
    action: "user.link_single_sign_on",
    subject: { kind: "user", id: user.id, name: user.name },
  });
  return { ...user, oidcSubject: subject };
}

/**
 * The user whom an identity provider vouches for. The subject decides; only at the first time a verified e-mail links
 * to an existing user or accepts a pending invitation. An invitation to be admin needs its link. Else `forbidden`.
 */
export async function acceptOidcSignIn(issuer: string, claims: OidcClaims, now = new Date()): Promise<User> {
  const subject = oidcSubject(issuer, claims.sub);
  const known = await db().user.findUnique({ where: { oidcSubject: subject } });
  if (known) {
    if (known.disabledAt) throw refused();
    return known;
  }
  const email = emailSchema.safeParse(claims.email?.trim());
  if (!email.success || claims.email_verified !== true) throw refused();
  return db().$transaction(async (tx) => {
    await holdLock(tx, `invitation of ${email.data}`);
    const user = await tx.user.findUnique({ where: { email: email.data } });
    if (user?.oidcSubject === subject && !user.disabledAt) return user;
    if (user?.disabledAt) throw refused();
    if (user) return link(tx, user, subject);
    const name = displayName.safeParse(claims.name);
    const made = { name: name.success ? name.data : email.data, oidcSubject: subject };
    try {
      return await consumeInvitation(tx, { email: email.data, role: { not: "admin" } }, made, now);
    } catch (error) {
      if (error instanceof AppError) throw refused();
      throw error;
    }
  });
}
