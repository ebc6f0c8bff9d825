import "server-only";
import { decode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { env } from "#lib/core/env";
import { principalOfSession } from "./authenticate.ts";
import type { Principal } from "./domain.ts";

/** next-auth puts the prefix before the name when the public address is https. */
export const sessionCookies = ["__Secure-next-auth.session-token", "next-auth.session-token"] as const;

/** The signed-in person of a page, or null. Read once per request. */
export const currentUser = cache(async (): Promise<Extract<Principal, { kind: "user" }> | null> => {
  const jar = await cookies();
  const value = sessionCookies.map((name) => jar.get(name)?.value).find((cookie) => cookie !== undefined);
  if (value === undefined) return null;
  const token = await decode({ token: value, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return typeof token?.sid === "string" ? principalOfSession(token.sid) : null;
});

/** The signed-in person of a page; anybody else is sent to the sign-in page. */
export async function requireUser(): Promise<Extract<Principal, { kind: "user" }>> {
  const user = await currentUser();
  if (!user) redirect("/sign-in");
  return user;
}
