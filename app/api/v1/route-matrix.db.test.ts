import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, it } from "vitest";
import type { Access, Role, Scope } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { env } from "#lib/core/env";
import { randomSecret, sha256 } from "#lib/core/ids";
import { addDays } from "#lib/core/time";
import { type Method, methods } from "#lib/openapi/document";
import { expectedAccess } from "./expected-access.ts";
import { routeTable } from "./route-table.ts";

const callers = [
  "nobody",
  "admin",
  "editor",
  "member",
  "viewer",
  "auditor",
  "key: read",
  "key: write",
  "key: ingest",
] as const;
type Caller = (typeof callers)[number];

/** Written out by hand, so that a change of the rules in lib/auth cannot change what is expected of them. */
const allowed: Record<Access, Caller[]> = {
  public: [...callers],
  read: ["admin", "editor", "member", "viewer", "auditor", "key: read"],
  write: ["admin", "editor", "member", "key: write"],
  feedback: ["admin", "editor", "member", "key: write", "key: ingest"],
  activity: ["admin", "auditor"],
  admin: ["admin"],
  session: ["admin", "editor", "member", "viewer", "auditor"],
};

/** Routes that ask for more when no feature is named: the whole log is for admins and auditors. */
const narrowed: Record<string, Caller[]> = { "GET /activity": allowed.activity };

async function mintUser(role: Role, inTeam: boolean): Promise<string> {
  const id = randomUUID();
  const memberships = inTeam
    ? { create: { team: { create: { slug: `team-${id}`, name: "Team" } } } }
    : undefined;
  await db().user.create({ data: { id, email: `${id}@example.com`, name: role, role, memberships } });
  return id;
}

const users = new Map<Caller, string>();

/** A session or key for one call: some routes end the session that calls them. */
async function headersOf(caller: Caller): Promise<Record<string, string>> {
  if (caller === "nobody") return {};
  if (caller.startsWith("key: ")) {
    const secret = randomSecret();
    const scopes = [caller.slice(5) as Scope];
    await db().apiKey.create({
      data: { name: caller, prefix: secret.slice(0, 8), hash: sha256(secret), scopes },
    });
    return { authorization: `Bearer ${secret}` };
  }
  const userId = users.get(caller) ?? "";
  const session = await db().session.create({ data: { userId, expiresAt: addDays(new Date(), 1) } });
  const cookie = await encode({ token: { sub: userId, sid: session.id }, secret: env().NEXTAUTH_SECRET });
  return { cookie: `next-auth.session-token=${cookie}`, origin: "http://localhost:3000" };
}

/** Values for a path's parameters that name nothing that exists. */
function paramsOf(path: string): Record<string, string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  return Object.fromEntries(names.map((name) => [name, name === "slug" ? "matrix-missing" : randomUUID()]));
}

async function statusOf(path: string, method: Method, caller: Caller): Promise<number> {
  const handler = routeTable.find((row) => row.path === path)?.module[method];
  if (!handler) throw new Error(`no ${method} at ${path}`);
  const params = paramsOf(path);
  const url = `http://localhost:3000/api/v1${path.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? "")}`;
  const headers = {
    host: "localhost:3000",
    "content-type": "application/json",
    ...(await headersOf(caller)),
  };
  const body = method === "GET" ? undefined : "{}";
  const response = await handler(new NextRequest(url, { method, headers, body }), {
    params: Promise.resolve(params),
  });
  await response.body?.cancel();
  return response.status;
}

const routes = routeTable.flatMap((row) =>
  methods
    .filter((method) => row.module[method])
    .map((method) => ({ path: row.path, method, name: `${method} ${row.path}` })),
);

function routeFiles(): string[] {
  const root = import.meta.dirname;
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .map((file) => `/${join(file, "..")}`.replace(/\[(\w+)\]/g, "{$1}"))
    .filter((path) => path !== "/openapi.json")
    .sort();
}

describe("the route table", () => {
  it("lists every route file, and nothing else", () => {
    expect(routeTable.map((row) => row.path).sort()).toEqual(routeFiles());
  });

  it("has the expected access for every route", () => {
    const actual = Object.fromEntries(
      routeTable.flatMap((row) =>
        methods.flatMap((method) => {
          const handler = row.module[method];
          return handler ? [[`${method} ${row.path}`, handler.definition.access]] : [];
        }),
      ),
    );
    expect(actual).toEqual(expectedAccess);
  });
});

describe("role x route", () => {
  beforeAll(async () => {
    users.set("admin", await mintUser("admin", false));
    users.set("editor", await mintUser("editor", false));
    users.set("member", await mintUser("viewer", true));
    users.set("viewer", await mintUser("viewer", false));
    users.set("auditor", await mintUser("auditor", false));
  });

  for (const { path, method, name } of routes) {
    const access = expectedAccess[name];
    it.for([...callers])(`${name} for %s`, async (caller) => {
      const status = await statusOf(path, method, caller);
      if (access === "public") return expect(status).toBeLessThan(500);
      if (caller === "nobody") return expect(status).toBe(401);
      const may = narrowed[name] ?? (access ? allowed[access] : []);
      if (!may.includes(caller)) return expect(status).toBe(403);
      expect(status).toBeLessThan(500);
      expect([401, 403]).not.toContain(status);
    });
  }

  it("refuses a write with a cookie from another origin, whoever it is", async () => {
    const write = routes.find((route) => route.method === "PUT" && expectedAccess[route.name] === "write");
    expect(write).toBeDefined();
    const row = routeTable.find((candidate) => candidate.path === write?.path);
    for (const origin of ["https://evil.example", "null", undefined]) {
      const { origin: _, ...cookie } = await headersOf("admin");
      const headers = {
        host: "localhost:3000",
        "content-type": "application/json",
        ...cookie,
        ...(origin ? { origin } : {}),
      };
      const request = new NextRequest("http://localhost:3000/api/v1/x", {
        method: "PUT",
        headers,
        body: "{}",
      });
      const response = await row?.module.PUT?.(request, { params: Promise.resolve({ slug: "a" }) });
      expect(response?.status).toBe(403);
    }
  });
});
