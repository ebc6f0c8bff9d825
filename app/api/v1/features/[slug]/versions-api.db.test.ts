import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/core/db";
import { isReason } from "#lib/versions/domain";
import { GET as artifacts } from "./artifacts/route.ts";
import { POST as deploy } from "./deployments/route.ts";
import { GET as oneRelease } from "./releases/[digest]/route.ts";
import { POST as release, GET as releases } from "./releases/route.ts";
import { promptRelease, type VersionsClient, versionsClient } from "./testing/versions-client.ts";

let client: VersionsClient;

beforeAll(async () => {
  client = await versionsClient();
});

const declare = async (content: string): Promise<string> =>
  (await (await client.post(release, "releases", promptRelease(content))).json()).release;

describe("releases over HTTP", () => {
  it("answers 201 for a new release, 200 for the same, and reads it by a prefix", async () => {
    const first = await client.post(release, "releases", promptRelease("http"));
    const again = await client.post(release, "releases", promptRelease("http"));
    expect([first.status, again.status]).toEqual([201, 200]);
    const { release: digest } = await again.json();
    const params = { digest: digest.slice(0, 12).toUpperCase() };
    const read = await client.get(oneRelease, `releases/${params.digest}`, params);
    expect((await read.json()).artifacts[0]).toMatchObject({
      kind: "prompt",
      change: "because of http",
      isNew: true,
    });
    const list = await (await client.get(releases, "releases?limit=1")).json();
    expect(list.items[0].release).toBe(digest);
    const parts = await (await client.get(artifacts, "artifacts")).json();
    expect(parts.items[0].versions[0].version).toBe("v1");
  });

  it("refuses a reason that the judge would not accept: a version never changes, so it could not be repaired", async () => {
    for (const change of ["z", "v2", "......", "1234567890"]) {
      const answer = await client.post(release, "releases", {
        artifacts: [{ kind: "prompt", name: "reason", content: change, change }],
      });
      expect(answer.status, change).toBe(400);
      expect(JSON.stringify(await answer.json())).toContain("at least 4 letters");
      expect(isReason(change), change).toBe(false);
    }
  });

  it("refuses what is no release, and content over 1 MiB", async () => {
    const bad = [
      { artifacts: [] },
      { artifacts: [{ kind: "song", name: "x", content: "y", change: "tests" }] },
      { artifacts: [{ kind: "prompt", name: "x", content: "y\0", change: "tests" }] },
      { artifacts: [{ kind: "prompt", name: "x", digest: "abc", change: "tests" }] },
      { artifacts: [{ kind: "prompt", name: "x", content: "é".repeat(600_000), change: "tests" }] },
    ];
    for (const body of bad) expect((await client.post(release, "releases", body)).status).toBe(400);
    const large = {
      artifacts: [{ kind: "prompt", name: "large", content: "x".repeat(1024 * 1024), change: "tests" }],
    };
    expect((await client.post(release, "releases", large)).status).toBe(201);
  });
});

describe("deployments over HTTP", () => {
  it("does a replay with the same Idempotency-Key once, even at the same time", async () => {
    const digest = await declare("replayed");
    const environment = "replay";
    const body = {
      environment,
      shares: [{ release: digest, weight: 1 }],
      effectiveAt: "2026-01-05T10:00:00Z",
      reason: "r",
    };
    const headers = { "idempotency-key": randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => client.post(deploy, "deployments", body, headers)),
    );
    expect(answers.every((answer) => answer.status === 201 || answer.status === 409)).toBe(true);
    expect((await client.post(deploy, "deployments", body, headers)).headers.get("idempotent-replayed")).toBe(
      "true",
    );
    expect((await client.post(deploy, "deployments", body)).status).toBe(200);
    expect(await db().deployment.count({ where: { featureId: client.feature.id, environment } })).toBe(1);
  });

  it("refuses a missing reason and weights that do not sum to 1", async () => {
    const shares = [{ release: await declare("refused"), weight: 1 }];
    const base = { environment: "refused", shares, effectiveAt: "2026-01-05T10:00:00Z", reason: "r" };
    for (const change of [
      { reason: " " },
      { shares: [{ ...shares[0], weight: 0.9 }] },
      { effectiveAt: "yesterday" },
    ]) {
      const response = await client.post(deploy, "deployments", { ...base, ...change });
      expect([response.status, (await response.json()).code]).toEqual([400, "invalid"]);
    }
  });
});
