import { encode } from "next-auth/jwt";

export const SESSION_DAYS = 30;
export const SESSION_SECONDS = SESSION_DAYS * 86_400;

/** Names that a browser may hold; the prefixed one binds the cookie to https. */
export const sessionCookies = ["__Secure-next-auth.session-token", "next-auth.session-token"] as const;

/** The cookie that is set: `secure` where people use https. */
export function sessionCookieName(secure: boolean): (typeof sessionCookies)[number] {
  return secure ? sessionCookies[0] : sessionCookies[1];
}

export type SessionCookie = {
  name: string;
  value: string;
  path: "/";
  httpOnly: true;
  secure: boolean;
  sameSite: "Lax";
  /** Seconds since 1970. */
  expires: number;
};

/** The cookie that carries a session, as next-auth would set it: an encrypted token that only names user and session. */
export async function sessionCookie(
  session: { id: string; userId: string; expiresAt: Date },
  options: { secret: string; secure: boolean },
): Promise<SessionCookie> {
  const { secret, secure } = options;
  const value = await encode({
    token: { sub: session.userId, sid: session.id },
    secret,
    maxAge: SESSION_SECONDS,
  });
  const expires = Math.floor(session.expiresAt.getTime() / 1000);
  return {
    name: sessionCookieName(secure),
    value,
    path: "/",
    httpOnly: true,
    secure,
    sameSite: "Lax",
    expires,
  };
}

/** The cookie as a Set-Cookie header. */
export function setCookieHeader(cookie: SessionCookie): string {
  const parts = [
    `${cookie.name}=${cookie.value}`,
    `Path=${cookie.path}`,
    "HttpOnly",
    `SameSite=${cookie.sameSite}`,
  ];
  parts.push(`Expires=${new Date(cookie.expires * 1000).toUTCString()}`);
  if (cookie.secure) parts.push("Secure");
  return parts.join("; ");
}
