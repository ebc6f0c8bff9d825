import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Scope } from "#lib/auth/domain";
import { db } from "./db.ts";
import { AppError } from "./errors.ts";
import { forgetAnswers } from "./idempotency.ts";
import { randomSecret, sha256 } from "./ids.ts";
import { created, type RouteHandler, route } from "./route.ts";
import { addDays } from "./time.ts";

const url = "http://localhost:3000/api/v1/things/a";
const context = { params: Promise.resolve({ slug: "a" }) };

async function mintKey(scopes: Scope[]): Promise<string> {
  const secret = randomSecret();
  await db().apiKey.create({
    data: { name: "test", prefix: secret.slice(0, 8), hash: sha256(secret), scopes },
  });
  return secret;
}

async function send(
  handler: RouteHandler,
  init: { method?: string; body?: unknown; headers?: Record<string, string>; search?: string },
) {
  const { method = "POST", body, headers, search = "" } = init;
  const request = new NextRequest(`${url}${search}`, {
    method,
    headers: { host: "localhost:3000", "content-type": "application/json", ...headers },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });
  const response = await handler(request, context);
  const text = await response.text();
  return { response, json: text ? JSON.parse(text) : undefined };
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

function countingRoute(run: (count: number) => Promise<object> = async (count) => created({ count })) {
  let count = 0;
  return route({
    summary: "Counts its calls",
    access: "write",
    params: z.object({ slug: z.string() }),
    body: z.strictObject({ name: z.string().min(1) }),
    run: async () => run(++count),
  });
}

describe("route", () => {
  it("refuses nobody, wrong keys and keys without the scope", async () => {
    const handler = countingRoute();
    const body = { name: "x" };
    expect((await send(handler, { body })).response.status).toBe(401);
    expect((await send(handler, { body, headers: bearer("wrong") })).response.status).toBe(401);
    const reader = await mintKey(["read", "ingest"]);
    const refused = await send(handler, { body, headers: bearer(reader) });
    expect(refused.response.status).toBe(403);
    expect(refused.response.headers.get("content-type")).toBe("application/problem+json");
    expect(refused.json.code).toBe("forbidden");
    expect(refused.json.detail).toBe("This key does not have the scope write.");
  });

  it("says which field is wrong, and takes no unknown ones", async () => {
    const headers = bearer(await mintKey(["write"]));
    const handler = countingRoute();
    const { response, json } = await send(handler, { body: { name: "", colour: "red" }, headers });
    expect(response.status).toBe(400);
    expect(json.fields.map((field: { path: string }) => field.path)).toContain("name");
    expect((await send(handler, { body: "{", headers })).response.status).toBe(400);
    const form = { ...headers, "content-type": "text/plain" };
    expect((await send(handler, { body: "{}", headers: form })).response.status).toBe(415);
    const large = { name: "x".repeat(1024 * 1024) };
    expect((await send(handler, { body: large, headers })).response.status).toBe(413);
  });

  it("tells nothing of an unexpected error but its id", async () => {
    const headers = bearer(await mintKey(["write"]));
    const handler = countingRoute(async () => {
      throw new Error("postgresql://user:hunter2@db");
    });
    const { response, json } = await send(handler, { body: { name: "x" }, headers });
    expect(response.status).toBe(500);
    expect(JSON.stringify(json)).not.toContain("hunter2");
    expect(json.instance).toMatch(/^[0-9a-f]{16}$/);
  });

  it("passes on what callers can act on", async () => {
    const headers = bearer(await mintKey(["write"]));
    const handler = countingRoute(async () => {
      throw new AppError("rate_limited", "Too many.", { retryAfterSeconds: 2.2 });
    });
    const { response } = await send(handler, { body: { name: "x" }, headers });
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "3"]);
  });
});

describe("Idempotency-Key", () => {
  it("runs once, replays the answer, and refuses another body", async () => {
    const handler = countingRoute();
    const headers = { ...bearer(await mintKey(["write"])), "idempotency-key": randomUUID() };
    const first = await send(handler, { body: { name: "x" }, headers });
    const second = await send(handler, { body: { name: "x" }, headers });
    expect([first.response.status, second.response.status]).toEqual([201, 201]);
    expect(second.json).toEqual({ count: 1 });
    expect(second.response.headers.get("idempotent-replayed")).toBe("true");
    expect((await send(handler, { body: { name: "y" }, headers })).response.status).toBe(409);
    const asked = { body: { name: "x" }, headers, search: "?onlyNew=true" };
    expect((await send(handler, asked)).response.status).toBe(409);
  });

  it("runs once when ten come at the same time", async () => {
    let runs = 0;
    const handler = countingRoute(async (count) => {
      runs += 1;
      return created({ count });
    });
    const headers = { ...bearer(await mintKey(["write"])), "idempotency-key": randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send(handler, { body: { name: "x" }, headers })),
    );
    expect(runs).toBe(1);
    expect(new Set(answers.map(({ response }) => response.status))).toEqual(
      new Set(answers.some(({ response }) => response.status === 409) ? [201, 409] : [201]),
    );
  });

  it("replays for a day; then the answer is forgotten and the key is new", async () => {
    const handler = countingRoute();
    const key = randomUUID();
    const headers = { ...bearer(await mintKey(["write"])), "idempotency-key": key };
    const count = async () => (await send(handler, { body: { name: "x" }, headers })).json.count;
    const age = (days: number) =>
      db().idempotentAnswer.updateMany({ where: { key }, data: { createdAt: addDays(new Date(), -days) } });
    expect(await count()).toBe(1);
    await age(0.99);
    await forgetAnswers(new Date());
    expect(await count()).toBe(1);
    await age(1.01);
    expect(await count()).toBe(2);
    await age(1.01);
    await forgetAnswers(new Date());
    expect(await db().idempotentAnswer.count({ where: { key } })).toBe(0);
  });

  it("lets a write that failed be tried again", async () => {
    const handler = countingRoute(async (count) => {
      if (count === 1) throw new AppError("conflict", "Not yet.");
      return created({ count });
    });
    const headers = { ...bearer(await mintKey(["write"])), "idempotency-key": randomUUID() };
    expect((await send(handler, { body: { name: "x" }, headers })).response.status).toBe(409);
    expect((await send(handler, { body: { name: "x" }, headers })).response.status).toBe(201);
  });
});
