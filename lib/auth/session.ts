import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { env, publicUrl } from "#lib/core/env";
import { principalOfSession } from "./authenticate.ts";
import type { Principal } from "./domain.ts";
import { localPath } from "./local-path.ts";
import { sessionCookieName } from "./session-token.ts";
import { isSetUp } from "./set-up.ts";

/** The signed-in person of a page, or null. Read once per request. */
export const currentUser = cache(async (): Promise<Extract<Principal, { kind: "user" }> | null> => {
  const value = (await cookies()).get(sessionCookieName(publicUrl().startsWith("https://")))?.value;
  if (value === undefined) return null;
  const token = await decode({ token: value, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return typeof token?.sid === "string" ? principalOfSession(token.sid) : null;
});

/** The signed-in person of a page; anybody else is sent to the sign-in page, or to set-up while there is no user. */
export async function requireUser(): Promise<Extract<Principal, { kind: "user" }>> {
  const user = await currentUser();
  if (!user) {
    if (!(await isSetUp())) redirect("/setup");
    const path = localPath((await headers()).get("x-path"));
    redirect(path === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ callbackUrl: path })}`);
  }
  return user;
}
