import "server-only";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { recordActivity } from "#lib/activity/record";
import { db } from "#lib/core/db";
import { env, publicUrl } from "#lib/core/env";
import { AppError } from "#lib/core/errors";
import { log } from "#lib/core/log";
import { clientAddress } from "./client-address.ts";
import { createSession, type Device } from "./create-session.ts";
import { acceptOidcSignIn, oidcClaims, oidcSettings, oidcSubject } from "./oidc.ts";
import { oidcProvider } from "./oidc-provider.ts";
import { signOut } from "./revoke-sessions.ts";
import { SESSION_SECONDS } from "./session-token.ts";
import { newcomer } from "./set-up.ts";
import { signInWithPassword } from "./sign-in.ts";

/** What the sign-in page is told; the browser shows a sentence for each. */
function signInError(error: unknown): Error {
  if (error instanceof AppError && error.code === "rate_limited") {
    return new Error(`wait:${error.details.retryAfterSeconds ?? 60}`);
  }
  if (error instanceof AppError) return new Error(error.code);
  log().error({ err: error }, "sign-in failed");
  return new Error("internal");
}

async function startSession(userId: string, device: Device): Promise<string> {
  return db().$transaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    const session = await createSession(userId, device, tx);
    const subject = { kind: "user", id: user.id, name: user.name };
    await recordActivity(tx, newcomer(user), { action: "session.create", subject });
    return session.id;
  });
}

/** next-auth for this request's device. The token names user and session only; everything else is read from the database. */
export function authOptions(device: Device, headers: Headers): NextAuthOptions {
  const oidc = oidcProvider();
  const credentials = CredentialsProvider({
    name: "E-mail and password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (given) => {
      try {
        const { email = "", password = "" } = given ?? {};
        return await signInWithPassword({ email, password, address: clientAddress(headers) });
      } catch (error) {
        throw signInError(error);
      }
    },
  });
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    useSecureCookies: publicUrl().startsWith("https://"),
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: oidc ? [credentials, oidc] : [credentials],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.provider !== "oidc") return account?.provider === "credentials";
        const settings = oidcSettings();
        const claims = oidcClaims.safeParse(profile);
        if (!settings || !claims.success) return false;
        try {
          await acceptOidcSignIn(settings.issuer, claims.data);
          return true;
        } catch (error) {
          return `/sign-in?error=${error instanceof AppError ? "not_invited" : "internal"}`;
        }
      },
      jwt: async ({ token, user, account }) => {
        if (!user || !account) return token;
        let userId = user.id;
        if (account.provider === "oidc") {
          const subject = oidcSubject(oidcSettings()?.issuer ?? "", account.providerAccountId);
          userId = (await db().user.findUniqueOrThrow({ where: { oidcSubject: subject } })).id;
        }
        return { sub: userId, sid: await startSession(userId, device) };
      },
      // The session route of next-auth is not used; it tells nothing that the cookie's owner could act on.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await signOut(token.sid);
      },
    },
    logger: {
      error: (code, metadata) =>
        log().error({ code, err: metadata instanceof Error ? metadata : undefined }, "next-auth"),
      warn: (code) => log().debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}
