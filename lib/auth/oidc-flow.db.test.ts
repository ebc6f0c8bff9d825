import { randomUUID } from "node:crypto";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { decode } from "next-auth/jwt";
import { afterAll, expect, test } from "vitest";
import { db } from "#lib/core/db";
import { env } from "#lib/core/env";
import { principalOfSession } from "./authenticate.ts";
import { authOptions } from "./next-auth-options.ts";
import { identityProvider, type Person } from "./testing/identity-provider.ts";
import { mintUser } from "./testing/people.ts";

// The environment is read once, so the provider stands before its first use.
const provider = await identityProvider("threshold");
process.env.OIDC_ISSUER = provider.issuer;
process.env.OIDC_CLIENT_ID = "threshold";
process.env.OIDC_CLIENT_SECRET = "secret";
env();
afterAll(() => provider.close());

type Answer = { location: string; body: Record<string, string>; cookies: Map<string, string> };

/** A browser that talks to next-auth and keeps its cookies. */
function browser() {
  const cookies = new Map<string, string>();
  const call = async (path: string[], query: object, body?: object): Promise<Answer> => {
    const headers = new Map<string, string | string[]>();
    let sent: unknown;
    const response = {
      status: () => response,
      setHeader: (name: string, value: string | string[]) => response.keep(name, value),
      keep: (name: string, value: string | string[]) => {
        headers.set(name.toLowerCase(), value);
        return response;
      },
      getHeader: (name: string) => headers.get(name.toLowerCase()),
      end: () => undefined,
      json: (value: unknown) => {
        sent = value;
      },
      send: (value: unknown) => {
        sent = value;
      },
    };
    const request = {
      method: body ? "POST" : "GET",
      query: { ...query, nextauth: path },
      cookies: Object.fromEntries(cookies),
      headers: { host: "localhost:3000" },
      body,
    };
    const device = { userAgent: "test", address: null };
    const options = authOptions(device, new Headers());
    await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
    for (const line of [headers.get("set-cookie") ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, decodeURIComponent(value));
    }
    return {
      location: String(headers.get("location") ?? ""),
      body: (sent ?? {}) as Record<string, string>,
      cookies,
    };
  };
  return call;
}

/** The way of a person through the provider and back; `alter` stands for somebody in between. */
async function signInAs(
  person: Person,
  alter = (back: { code: string; state: string }) => back,
  info = person,
) {
  const call = browser();
  const { csrfToken } = (await call(["csrf"], {})).body;
  const start = await call(["signin", "oidc"], {}, { csrfToken, json: "true", callbackUrl: "/" });
  const back = alter(provider.approve(start.body.url ?? "", person, info));
  const end = await call(["callback", "oidc"], back);
  const cookie = end.cookies.get("next-auth.session-token");
  const token = cookie ? await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }) : null;
  return { location: end.location, token };
}

test("a known person comes back with a session that names only user and session", async () => {
  const user = await mintUser("editor");
  const person = { sub: randomUUID(), email: user.email, email_verified: true, name: "Somebody" };
  const { token } = await signInAs(person);
  expect(Object.keys(token ?? {}).sort()).toEqual(["exp", "iat", "jti", "sid", "sub"]);
  expect(await principalOfSession(String(token?.sid))).toMatchObject({ id: user.id, role: "editor" });
  const again = await signInAs({ sub: person.sub });
  expect(again.token?.sub).toBe(user.id);
});

test("strangers and addresses that are not verified come back without a session", async () => {
  const user = await mintUser("admin");
  const refused: Person[] = [
    { sub: randomUUID(), email: `${randomUUID()}@example.com`, email_verified: true },
    { sub: randomUUID(), email: user.email, email_verified: false },
    { sub: randomUUID(), email: user.email },
  ];
  for (const person of refused) {
    const { location, token } = await signInAs(person);
    expect(token).toBeNull();
    expect(location).toContain("/sign-in?error=not_invited");
  }
  expect(await db().session.count({ where: { userId: user.id } })).toBe(0);
});

test("an answer with another state, or a code that was used, opens nothing", async () => {
  const user = await mintUser("admin");
  const person = { sub: randomUUID(), email: user.email, email_verified: true };
  const forged = await signInAs(person, (back) => ({ ...back, state: "forged" }));
  expect(forged.token).toBeNull();
  const stolen = await signInAs(person, (back) => ({ ...back, code: randomUUID() }));
  expect(stolen.token).toBeNull();
});

test("an e-mail that only the user info has counts, of the same subject alone", async () => {
  const user = await mintUser("viewer");
  const sub = randomUUID();
  const info = { sub, email: user.email, email_verified: true };
  const other = await signInAs({ sub: randomUUID() }, undefined, info);
  expect(other.token).toBeNull();
  const { token } = await signInAs({ sub }, undefined, info);
  expect(token?.sub).toBe(user.id);
});
