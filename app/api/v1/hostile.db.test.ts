import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { mintFeature, mintPerson, mintTeam, mintUser } from "#lib/auth/testing/people";
import { db } from "#lib/core/db";
import { env } from "#lib/core/env";
import { methods } from "#lib/openapi/document";
import { mintRotation } from "#lib/ownership/testing/rotations";
import { routeTable } from "./route-table.ts";
import { type Sample, sampleBodies, withEachReplaced } from "./testing/sample-bodies.ts";

/** What Postgres cannot keep: always a refusal that names the field, never an error of ours. */
const unstorable = ["\0", "a\0b", "\ud800"];
const strange = [
  "",
  "__proto__",
  "x".repeat(70_000),
  "-271821-04-20",
  "99999-01-01",
  "0000-01-01",
  "0001-01-01",
  "9999-12-31",
  "1900-01-02",
  "9999-12-30",
  "1900-01-01T00:00:00Z",
  "9999-12-31T23:00:00Z",
  "0000-01-01T00:00:00+23:59",
  "0001-01-01T00:00:00+23:59",
  "9999-12-31T23:59:59-23:59",
  "1e400",
  "-1",
  "9223372036854775808",
  "2020-01-01T00:00+01:00[Europe/Berlin]",
  "'; DROP TABLE app_user; --%_\\",
];
/** Written as JSON, because not all of it is a value of JavaScript. */
const strangeJson = ["null", "true", "-1", "1e400", "1e-400", "[]", "{}", '{"__proto__":{"role":"admin"}}'];
/** Cursors that have the form of ours and hold what the database would choke on. */
const madeUp = (at: string, feature: number) =>
  Buffer.from(JSON.stringify([at, feature, "0".repeat(32), "0".repeat(16)])).toString("base64url");
const cursors = [
  "-".repeat(36),
  "f".repeat(36),
  madeUp("0000-01-01T00:00:00Z", 1),
  madeUp("2026-03-14T00:00:00Z", 2 ** 40),
  "9".repeat(19),
];
const bodies = [
  "",
  "null",
  "[]",
  "1e400",
  '"\\u0000"',
  '{"__proto__":{"role":"admin"}}',
  '{"\\u0000":1}',
  `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
  `${'{"a":'.repeat(50_000)}"\\u0000"${"}".repeat(50_000)}`,
  Buffer.from([0x22, 0xff, 0xfe, 0x22]),
];

const handlers = routeTable.flatMap(({ path, module }) =>
  methods.flatMap((method) => {
    const handler = module[method];
    return handler ? [{ name: `${method} ${path}`, path, method, handler }] : [];
  }),
);
type Target = (typeof handlers)[number];

let headers: Record<string, string> = {};
let params: Record<string, string> = {};
let samples: Record<string, Sample> = {};

type Sent = { params?: Record<string, string>; query?: [string, string]; body?: string | Buffer };

async function send(target: Target, sent: Sent): Promise<{ status: number; cache: string | null }> {
  const url = new URL(`http://localhost:3000/api/v1${target.path.replaceAll(/[{}]/g, "")}`);
  if (sent.query) url.searchParams.set(...sent.query);
  const body = target.method === "GET" ? undefined : sent.body;
  const request = new NextRequest(url, { method: target.method, headers, body: body as BodyInit });
  const response = await target.handler(request, { params: Promise.resolve({ ...params, ...sent.params }) });
  await response.text();
  return { status: response.status, cache: response.headers.get("cache-control") };
}

const sampleText = (target: Target) => JSON.stringify(samples[target.name]?.body ?? {});

beforeAll(async () => {
  const admin = await mintPerson("admin");
  // Without a password, so that changing it is refused and the session goes on.
  await db().user.update({ where: { id: admin.id }, data: { passwordHash: null } });
  const other = await mintUser("viewer");
  const team = await mintTeam();
  await db().teamMember.create({ data: { teamId: team.id, userId: other.id } });
  const feature = await mintFeature();
  const rotation = await mintRotation(team.id, [other.id]);
  await db().rotation.update({ where: { id: rotation.id }, data: { slug: feature.slug } });
  const release = await db().release.create({
    data: { featureId: feature.id, digest: "ab".repeat(32), createdBy: "test" },
  });
  const cookie = await encode({
    token: { sub: admin.id, sid: admin.sessionId },
    secret: env().NEXTAUTH_SECRET,
  });
  headers = {
    host: "localhost:3000",
    origin: "http://localhost:3000",
    "content-type": "application/json",
    cookie: `next-auth.session-token=${cookie}`,
  };
  params = { slug: feature.slug, id: other.id, userId: other.id, n: "1", digest: release.digest };
  samples = sampleBodies({
    feature: feature.slug,
    team: team.slug,
    release: release.digest,
    member: other.id,
  });
  // Under /teams the slug names a team: one of each has the same.
  await db().team.update({ where: { id: team.id }, data: { slug: feature.slug } });
  samples = JSON.parse(JSON.stringify(samples).replaceAll(team.slug, feature.slug));
});

describe("bodies", () => {
  const writes = handlers.filter(({ handler }) => handler.definition.body);

  it.for(writes)("$name: a sample is understood, and no answer is for caches", async (target) => {
    const answer = await send(target, { body: sampleText(target) });
    expect(answer).toEqual({ status: samples[target.name]?.status, cache: "no-store" });
  });

  it.for(writes)("$name: no value breaks it", async (target) => {
    const sample = samples[target.name]?.body ?? {};
    for (const value of [...strange.map((text) => JSON.stringify(text)), ...strangeJson]) {
      for (const { at, text } of withEachReplaced(sample, value)) {
        const { status } = await send(target, { body: text });
        expect(status, `${at}: ${value.slice(0, 60)}`).toBeLessThan(500);
      }
    }
    for (const value of unstorable) {
      for (const { at, text } of withEachReplaced(sample, JSON.stringify(value))) {
        expect((await send(target, { body: text })).status, `${at}: ${JSON.stringify(value)}`).toBe(400);
      }
    }
    for (const body of bodies)
      expect((await send(target, { body })).status, String(body).slice(0, 60)).toBe(400);
  });
});

describe("paths and queries", () => {
  const named = (schema: z.ZodType | undefined) =>
    schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];

  it.for(handlers.filter(({ handler }) => handler.definition.params))("$name: path", async (target) => {
    for (const name of named(target.handler.definition.params)) {
      for (const value of [...strange, ...unstorable, randomUUID()]) {
        const sent = { params: { [name]: value }, body: sampleText(target) };
        const { status } = await send(target, sent);
        expect(status, `${name}: ${JSON.stringify(value).slice(0, 60)}`).toBeLessThan(500);
        if (unstorable.includes(value)) expect(status).toBe(400);
      }
    }
  });

  it.for(handlers.filter(({ handler }) => handler.definition.query))("$name: query", async (target) => {
    const names = named(target.handler.definition.query);
    expect(names).not.toEqual([]);
    for (const name of [...names, "__proto__", "unknown"]) {
      for (const value of ["\0", "a\0b", ...strange, ...cursors]) {
        const { status, cache } = await send(target, { query: [name, value], body: sampleText(target) });
        const what = `${name}: ${JSON.stringify(value).slice(0, 60)}`;
        expect(status, what).toBeLessThan(500);
        expect(cache, what).toBe("no-store");
        const wrong = value.includes("\0") || (name === "cursor" && cursors.includes(value));
        if (wrong) expect(status, what).toBe(400);
      }
    }
  });
});
