import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { db, pool } from "#lib/core/db";
import { isReason } from "#lib/versions/domain";
import { mintFeature, mintKey, send } from "#lib/versions/testing/mint";
import type { Feature } from "#prisma/client";
import { GET as artifacts } from "./artifacts/route.ts";
import { POST as deploy } from "./deployments/route.ts";
import { GET as oneRelease } from "./releases/[digest]/route.ts";
import { POST as release, GET as releases } from "./releases/route.ts";
import { GET as running } from "./running/route.ts";

let feature: Feature;
let key: string;

beforeAll(async () => {
  feature = await mintFeature();
  key = await mintKey(feature.id);
});

const path = (rest: string) => `/features/${feature.slug}/${rest}`;
const post = (handler: typeof deploy, rest: string, body: unknown, headers?: Record<string, string>) =>
  send(handler, path(rest), { slug: feature.slug }, { key, body, headers });
const ask = async (query: string) => {
  const response = await send(running, path(`running?${query}`), { slug: feature.slug }, { key });
  return { status: response.status, body: await response.json() };
};
const prompt = (content: string) => ({
  artifacts: [{ kind: "prompt", name: "reply", content, change: `because of ${content}` }],
});
const declare = async (content: string): Promise<string> =>
  (await (await post(release, "releases", prompt(content))).json()).release;

describe("releases over HTTP", () => {
  it("answers 201 for a new release, 200 for the same, and reads it by a prefix", async () => {
    const first = await post(release, "releases", prompt("http"));
    const again = await post(release, "releases", prompt("http"));
    expect([first.status, again.status]).toEqual([201, 200]);
    const { release: digest } = await again.json();
    const params = { slug: feature.slug, digest: digest.slice(0, 12).toUpperCase() };
    const read = await send(oneRelease, path(`releases/${params.digest}`), params, { key });
    expect((await read.json()).artifacts[0]).toMatchObject({
      kind: "prompt",
      change: "because of http",
      isNew: true,
    });
    const list = await (
      await send(releases, path("releases?limit=1"), { slug: feature.slug }, { key })
    ).json();
    expect(list.items[0].release).toBe(digest);
    const parts = await (await send(artifacts, path("artifacts"), { slug: feature.slug }, { key })).json();
    expect(parts.items[0].versions[0].version).toBe("v1");
  });

  it("refuses a reason that the judge would not accept: a version never changes, so it could not be repaired", async () => {
    for (const change of ["z", "v2", "......", "1234567890"]) {
      const answer = await post(release, "releases", {
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
    for (const body of bad) expect((await post(release, "releases", body)).status).toBe(400);
    const large = {
      artifacts: [{ kind: "prompt", name: "large", content: "x".repeat(1024 * 1024), change: "tests" }],
    };
    expect((await post(release, "releases", large)).status).toBe(201);
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
      Array.from({ length: 6 }, () => post(deploy, "deployments", body, headers)),
    );
    expect(answers.every((answer) => answer.status === 201 || answer.status === 409)).toBe(true);
    expect((await post(deploy, "deployments", body, headers)).headers.get("idempotent-replayed")).toBe(
      "true",
    );
    expect((await post(deploy, "deployments", body)).status).toBe(200);
    expect(await db().deployment.count({ where: { featureId: feature.id, environment } })).toBe(1);
  });

  it("refuses a missing reason and weights that do not sum to 1", async () => {
    const shares = [{ release: await declare("refused"), weight: 1 }];
    const base = { environment: "refused", shares, effectiveAt: "2026-01-05T10:00:00Z", reason: "r" };
    for (const change of [
      { reason: " " },
      { shares: [{ ...shares[0], weight: 0.9 }] },
      { effectiveAt: "yesterday" },
    ]) {
      const response = await post(deploy, "deployments", { ...base, ...change });
      expect([response.status, (await response.json()).code]).toEqual([400, "invalid"]);
    }
  });
});

describe("what ran", () => {
  const hours = (body: { interval: { from: string; to: string } }) =>
    (Date.parse(body.interval.to) - Date.parse(body.interval.from)) / 3_600_000;

  it.each([
    ["Europe/Berlin", "2026-03-29", 23, "2026-03-28T23:00:00Z"],
    ["Europe/Berlin", "2026-10-25", 25, "2026-10-24T22:00:00Z"],
    ["America/Chicago", "2026-03-08", 23, "2026-03-08T06:00:00Z"],
    ["America/Chicago", "2026-11-01", 25, "2026-11-01T05:00:00Z"],
    ["Australia/Lord_Howe", "2026-04-05", 24.5, "2026-04-04T13:00:00Z"],
    ["Australia/Lord_Howe", "2026-10-04", 23.5, "2026-10-03T13:30:00Z"],
    ["UTC", "2026-03-29", 24, "2026-03-29T00:00:00Z"],
  ])("knows that a day in %s, %s, has %d hours", async (tz, at, length, from) => {
    const environment = `dst-${tz.split("/").at(-1)}-${at}`;
    const a = await declare("day a");
    const b = await declare("day b");
    const before = new Date(Date.parse(from) - 5 * 86_400_000).toISOString();
    // The switch is 90 minutes before the day ends, whatever its length.
    const switchAt = new Date(Date.parse(from) + (length - 1.5) * 3_600_000).toISOString();
    const say = (digest: string, effectiveAt: string) =>
      post(deploy, "deployments", {
        environment,
        shares: [{ release: digest, weight: 1 }],
        effectiveAt,
        reason: "r",
      });
    await say(a, before);
    await say(b, switchAt);
    const { body } = await ask(`at=${at}&tz=${tz}&environment=${environment}&knownAt=`);
    expect([body.interval.from, hours(body)]).toEqual([from, length]);
    const spans = body.segments.map((one: { from: string; to: string; shares: { release: string }[] }) => [
      (Date.parse(one.to) - Date.parse(one.from)) / 3_600_000,
      one.shares[0]?.release,
    ]);
    expect(spans).toEqual([
      [length - 1.5, a],
      [1.5, b],
    ]);
  });

  it("shows a canary reported late, its gap, and what was known before", async () => {
    const environment = "canary";
    const [a, b] = [await declare("canary a"), await declare("canary b")];
    const first = {
      environment,
      shares: [{ release: a, weight: 1 }],
      effectiveAt: "2026-03-14T08:00:00+01:00",
      reason: "tone",
      reportedBy: "Ines Moor",
    };
    const { reportedAt } = await (await post(deploy, "deployments", first)).json();
    const shares = [
      { release: a, weight: 0.9 },
      { release: b, weight: 0.1 },
    ];
    const late = {
      environment,
      shares,
      effectiveAt: "2026-03-14T12:00:00+01:00",
      until: "2026-03-14T18:00:00+01:00",
      reason: "canary",
    };
    await post(deploy, "deployments", late);
    const day = `at=2026-03-14&tz=Europe/Berlin&environment=${environment}`;
    const { body: now } = await ask(day);
    const brief = (body: typeof now) =>
      body.segments.map((one: typeof now) => [
        one.from.slice(11, 16),
        one.certainty,
        one.shares.map((s: { weight: number }) => s.weight),
      ]);
    expect(brief(now)).toEqual([
      ["23:00", "none", []],
      ["07:00", "declared", [1]],
      ["11:00", "declared", [0.9, 0.1]],
      ["17:00", "declared", [1]],
    ]);
    expect(now.segments[2].shares[1].artifacts[0]).toMatchObject({
      kind: "prompt",
      name: "reply",
      change: "because of canary b",
    });
    expect(now.segments[1]).toMatchObject({
      reason: "tone",
      reportedBy: "Ines Moor",
      effectiveAt: "2026-03-14T07:00:00Z",
    });
    const { body: then } = await ask(`${day}&knownAt=${reportedAt}`);
    expect(brief(then)).toEqual([
      ["23:00", "none", []],
      ["07:00", "declared", [1]],
    ]);
    const { body: instant } = await ask(`at=2026-03-14T12:00:00+01:00&environment=${environment}`);
    expect(brief(instant)).toEqual([["11:00", "declared", [0.9, 0.1]]]);
  });

  it("fills a gap with what telemetry showed, by the hour, and only as known now", async () => {
    const environment = "observed";
    const [a, b] = [await declare("seen a"), await declare("seen b")];
    const rollup = (start: string, dimension: number, calls: number) =>
      pool().query(
        `INSERT INTO call_rollup SELECT $1, 'h', $2, $3, 1, 1, $4, $4, 0, 0, 0, 0, 0, 0, 0, 0, 0`,
        [feature.id, start, dimension, calls],
      );
    for (const [id, sent] of [
      [1, a],
      [2, b.slice(0, 12)],
      [3, null],
    ]) {
      await pool().query(
        `INSERT INTO dimension (feature_id, id, environment, operation, name, release) VALUES ($1, $2, $3, 'chat', 'chat', $4)`,
        [feature.id, id, environment, sent],
      );
    }
    await rollup("2026-02-03T10:00:00Z", 1, 30);
    await rollup("2026-02-03T10:00:00Z", 2, 10);
    await rollup("2026-02-03T10:00:00Z", 3, 5);
    await rollup("2026-02-03T11:00:00Z", 1, 7);
    await rollup("2026-02-03T12:00:00Z", 1, 8);
    await rollup("2026-02-03T14:00:00Z", 3, 8);
    const declared = {
      environment,
      shares: [{ release: b, weight: 1 }],
      effectiveAt: "2026-02-03T12:30:00Z",
      reason: "r",
    };
    await post(deploy, "deployments", declared);
    const { body } = await ask(`at=2026-02-03&environment=${environment}`);
    const brief = body.segments.map((one: typeof body) => [
      one.from.slice(11, 16),
      one.certainty,
      one.shares.map((s: typeof body) => [s.release, s.weight]),
      one.calls,
      one.callsWithoutRelease,
    ]);
    expect(brief).toEqual([
      ["00:00", "none", [], null, null],
      [
        "10:00",
        "observed",
        [
          [a, 0.75],
          [b, 0.25],
        ],
        40,
        5,
      ],
      ["11:00", "observed", [[a, 1]], 15, 0],
      ["12:30", "declared", [[b, 1]], null, null],
    ]);
    expect(body.segments[1].shares[0].artifacts[0].name).toBe("reply");
    const { body: then } = await ask(`at=2026-02-03&environment=${environment}&knownAt=2026-02-04T00:00:00Z`);
    expect(then.segments.map((one: typeof body) => one.certainty)).toEqual(["none"]);
  });

  it("answers now when asked for no time, refuses days and zones that are none, and writes CSV", async () => {
    expect((await ask("environment=canary")).body.segments).toHaveLength(1);
    expect((await ask("at=2026-02-30")).status).toBe(400);
    expect((await ask("at=2026-03-14&tz=Mars/Olympus")).status).toBe(400);
    expect((await ask("at=soon")).status).toBe(400);
    const csv = await send(
      running,
      path("running?at=2026-03-14&environment=canary&format=csv"),
      { slug: feature.slug },
      { key },
    );
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const lines = (await csv.text()).trim().split("\r\n");
    expect(lines[0]).toBe(
      "from,to,certainty,weight,release,artifacts,reason,effective_at,reported_at,reported_by",
    );
    expect(lines).toHaveLength(6);
  });
});
