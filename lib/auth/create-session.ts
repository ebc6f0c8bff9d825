import "server-only";
import { db, type Transaction } from "#lib/core/db";
import { env, publicUrl } from "#lib/core/env";
import { addDays } from "#lib/core/time";
import type { Session } from "#prisma/client";
import { clientAddress } from "./client-address.ts";
import { SESSION_DAYS, sessionCookie, setCookieHeader } from "./session-token.ts";

/** What is kept of the device that signs in, so that its owner can recognise it. */
export type Device = { userAgent: string | null; address: string | null };

/** The device of a request: its user agent, at most 300 characters, and the address of the client as proxies tell it. */
export function deviceOf(headers: Headers): Device {
  return { userAgent: headers.get("user-agent")?.slice(0, 300) ?? null, address: clientAddress(headers) };
}

/** Makes a session of 30 days for a user, without asking for a password: callers have checked who it is. */
export async function createSession(
  userId: string,
  device: Device = { userAgent: null, address: null },
  tx: Transaction = db(),
  now = new Date(),
): Promise<Session> {
  return tx.session.create({
    data: {
      userId,
      userAgent: device.userAgent,
      ip: device.address,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: addDays(now, SESSION_DAYS),
    },
  });
}

/** The Set-Cookie header that signs a browser in to this installation. */
export async function signInHeader(session: {
  id: string;
  userId: string;
  expiresAt: Date;
}): Promise<string> {
  const secure = publicUrl().startsWith("https://");
  return setCookieHeader(await sessionCookie(session, { secret: env().NEXTAUTH_SECRET, secure }));
}
