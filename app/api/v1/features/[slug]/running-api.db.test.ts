import { beforeAll, expect, it } from "vitest";
import { pool } from "#lib/core/db";
import { POST as deploy } from "./deployments/route.ts";
import { POST as release } from "./releases/route.ts";
import { GET as running } from "./running/route.ts";
import { promptRelease, type VersionsClient, versionsClient } from "./testing/versions-client.ts";

let client: VersionsClient;

beforeAll(async () => {
  client = await versionsClient();
});

const declare = async (content: string): Promise<string> =>
  (await (await client.post(release, "releases", promptRelease(content))).json()).release;
const ask = async (query: string) => {
  const response = await client.get(running, `running?${query}`);
  return { status: response.status, body: await response.json() };
};
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
    client.post(deploy, "deployments", {
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
  const { reportedAt } = await (await client.post(deploy, "deployments", first)).json();
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
  await client.post(deploy, "deployments", late);
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
    pool().query(`INSERT INTO call_rollup SELECT $1, 'h', $2, $3, 1, 1, $4, $4, 0, 0, 0, 0, 0, 0, 0, 0, 0`, [
      client.feature.id,
      start,
      dimension,
      calls,
    ]);
  for (const [id, sent] of [
    [1, a],
    [2, b.slice(0, 12)],
    [3, null],
  ]) {
    await pool().query(
      `INSERT INTO dimension (feature_id, id, environment, operation, name, release) VALUES ($1, $2, $3, 'chat', 'chat', $4)`,
      [client.feature.id, id, environment, sent],
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
  await client.post(deploy, "deployments", declared);
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
  const csv = await client.get(running, "running?at=2026-03-14&environment=canary&format=csv");
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const lines = (await csv.text()).trim().split("\r\n");
  expect(lines[0]).toBe(
    "from,to,certainty,weight,release,artifacts,reason,effective_at,reported_at,reported_by,feature,environment,zone,known_at",
  );
  expect(lines).toHaveLength(6);
});
