import { randomBytes } from "node:crypto";
import { NextRequest } from "next/server";
import { db } from "#lib/core/db";
import { randomSecret, sha256 } from "#lib/core/ids";
import type { RouteHandler } from "#lib/core/route";
import { createRelease } from "#lib/versions/create-release";
import type { Feature } from "#prisma/client";

/** Who writes in tests that are not about permission. */
export const tester = { kind: "system", name: "tester" } as const;

/** A registered feature of the test's own. */
export async function mintFeature(): Promise<Feature> {
  const slug = `f-${randomBytes(6).toString("hex")}`;
  return db().feature.create({
    data: { slug, name: slug, stakes: "high", audience: "customer", lifecycle: "production" },
  });
}

/** Releases that differ in their prompt; returns their digests. */
export async function mintReleases(feature: Feature, count: number): Promise<string[]> {
  const digests: string[] = [];
  for (let number = 1; number <= count; number++) {
    const { release } = await createRelease(tester, feature, {
      artifacts: [{ kind: "prompt", name: "reply", content: `Prompt ${number}`, change: `Change ${number}` }],
    });
    digests.push(release.release);
  }
  return digests;
}

/** The secret of a new key that may read and write, of one feature where told. */
export async function mintKey(featureId: number | null = null): Promise<string> {
  const secret = randomSecret();
  const data = {
    name: "pipeline",
    prefix: secret.slice(0, 8),
    hash: sha256(secret),
    scopes: ["read", "write"],
    featureId,
  };
  await db().apiKey.create({ data });
  return secret;
}

export type Sent = { method?: string; key: string; body?: unknown; headers?: Record<string, string> };

/** Calls a route handler as HTTP would. `path` is below /api/v1. */
export async function send(
  handler: RouteHandler,
  path: string,
  params: Record<string, string>,
  sent: Sent,
): Promise<Response> {
  const { key, body, headers } = sent;
  const request = new NextRequest(`http://localhost:3000/api/v1${path}`, {
    method: sent.method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      host: "localhost:3000",
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return handler(request, { params: Promise.resolve(params) });
}
