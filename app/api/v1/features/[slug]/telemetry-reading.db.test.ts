import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { db } from "#lib/core/db";
import { randomSecret, sha256 } from "#lib/core/ids";
import type { RouteHandler } from "#lib/core/route";
import { costReport } from "#lib/cost/schema";
import { insertCalls, makeFeature } from "#lib/cost/testing/telemetry-rows";
import { callPage } from "#lib/telemetry/explorer-answers-schema";
import { interactionAnswer, telemetryState } from "#lib/telemetry/schema";
import { GET as calls } from "./calls/route.ts";
import { GET as cost } from "./cost/route.ts";
import { GET as interaction } from "./interactions/[id]/route.ts";
import { GET as telemetry } from "./telemetry/route.ts";

const id = "0123456789abcdef0123456789abcdef";

async function mintKey(featureId: number | null, scopes = ["read"]): Promise<string> {
  const secret = randomSecret();
  const data = { name: "test", prefix: secret.slice(0, 8), hash: sha256(secret), scopes, featureId };
  await db().apiKey.create({ data });
  return secret;
}

async function get(handler: RouteHandler, slug: string, secret: string, query = "") {
  const url = `http://localhost:3000/api/v1/features/${slug}/x${query}`;
  const request = new NextRequest(url, { headers: { authorization: `Bearer ${secret}` } });
  return handler(request, { params: Promise.resolve({ slug, id }) });
}

async function featureWithCall() {
  const feature = await makeFeature();
  const at = new Date(Date.now() - 60_000).toISOString();
  await insertCalls(feature.id, [{ interaction: id, at, costNano: 61_200_000 }]);
  return feature;
}

const handlers = [
  ["cost", cost, costReport],
  ["calls", calls, callPage],
  ["interaction", interaction, interactionAnswer],
  ["telemetry", telemetry, telemetryState],
] as const;

describe.each(handlers)("%s", (_name, handler, answer) => {
  it("answers in the shape that the OpenAPI document states", async () => {
    const feature = await featureWithCall();
    const response = await get(handler, feature.slug, await mintKey(feature.id));
    expect(response.status).toBe(200);
    const body = await response.json();
    expect(answer.parse(body)).toEqual(body);
  });

  it("is not there for a key of another feature, nor for one that may not read", async () => {
    const [feature, other] = await Promise.all([featureWithCall(), makeFeature()]);
    expect((await get(handler, feature.slug, await mintKey(other.id))).status).toBe(404);
    expect((await get(handler, feature.slug, await mintKey(null, ["ingest"]))).status).toBe(403);
    expect((await get(handler, feature.slug, "wrong")).status).toBe(401);
  });
});

describe("cost", () => {
  it("defaults to the last 30 days of production, up to now", async () => {
    const feature = await featureWithCall();
    const body = await (await get(cost, feature.slug, await mintKey(null))).json();
    expect(body).toMatchObject({ interactions: 1, calls: 1, totalUsd: "0.0612", environment: "production" });
    expect(body.centsPerInteraction.mean).toBe(6.12);
    expect(body.shares).toEqual({ first: 1, retry: 0, fallback: 0, tool: 0 });
  });

  it("comes as CSV, a gap as an empty field", async () => {
    const feature = await featureWithCall();
    const response = await get(cost, feature.slug, await mintKey(null), "?format=csv");
    expect(response.headers.get("content-type")).toContain("text/csv");
    const lines = (await response.text()).trimEnd().split("\r\n");
    expect(lines[0]).toBe("start,interactions,mean_cents,p50_cents,p95_cents");
    expect(lines[1]).toMatch(/Z,0,,,$/);
    expect(lines.at(-1)).toMatch(/Z,1,6.12,/);
  });

  it.each([
    "?from=yesterday",
    "?tz=Mars/Olympus",
    "?grain=week",
    "?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z",
  ])("refuses %s", async (query) => {
    const feature = await makeFeature();
    expect((await get(cost, feature.slug, await mintKey(null), query)).status).toBe(400);
  });
});
