import "server-only";
import type { NextRequest } from "next/server";
import { getToken } from "next-auth/jwt";
import { db } from "#lib/core/db";
import { env, publicUrl } from "#lib/core/env";
import { sha256 } from "#lib/core/ids";
import { MINUTE_MS } from "#lib/core/time";
import { type Principal, type Scope, scopes } from "./domain.ts";

/** The principal of a session id, or null when the session ended or its user may not sign in any more. */
export async function principalOfSession(
  sessionId: string,
): Promise<Extract<Principal, { kind: "user" }> | null> {
  const now = new Date();
  const session = await db().session.findUnique({
    where: { id: sessionId },
    include: { user: { include: { memberships: { select: { teamId: true } } } } },
  });
  if (!session || session.revokedAt || session.expiresAt <= now || session.user.disabledAt) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > MINUTE_MS) {
    await db().session.update({ where: { id: session.id }, data: { lastSeenAt: now } });
  }
  const { user } = session;
  const teamIds = user.memberships.map((membership) => membership.teamId);
  return {
    kind: "user",
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    teamIds,
    sessionId,
  };
}

/** The principal of an API key, or null when it is unknown, revoked or expired. */
export async function principalOfKey(secret: string): Promise<Extract<Principal, { kind: "key" }> | null> {
  const now = new Date();
  const key = await db().apiKey.findUnique({ where: { hash: sha256(secret) } });
  if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= now)) return null;
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > MINUTE_MS) {
    await db().apiKey.update({ where: { id: key.id }, data: { lastUsedAt: now } });
  }
  const known = key.scopes.filter((scope): scope is Scope => (scopes as readonly string[]).includes(scope));
  return { kind: "key", id: key.id, name: key.name, scopes: known, featureId: key.featureId };
}

/** The bearer token of a request, or null. */
export function bearerOf(request: Request): string | null {
  const header = request.headers.get("authorization");
  const match = header ? /^Bearer\s+(\S+)$/i.exec(header) : null;
  return match?.[1] ?? null;
}

/**
 * Who makes this request: the API key it carries, else the browser session. A key that is sent and wrong never falls
 * back to the session.
 */
export async function authenticate(request: NextRequest): Promise<Principal | null> {
  if (request.headers.has("authorization")) {
    const secret = bearerOf(request);
    return secret ? principalOfKey(secret) : null;
  }
  const secureCookie = publicUrl().startsWith("https://");
  const token = await getToken({ req: request, secret: env().NEXTAUTH_SECRET, secureCookie });
  return typeof token?.sid === "string" ? principalOfSession(token.sid) : null;
}
