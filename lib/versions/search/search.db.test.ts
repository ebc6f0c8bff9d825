import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { createRelease } from "#lib/versions/create-release";
import { microsOf } from "#lib/versions/instant";
import { recordDeployment } from "#lib/versions/record-deployment";
import { mintFeature, tester } from "#lib/versions/testing/mint";
import { listDayChanges } from "./day-changes.ts";
import { searchVersions } from "./search.ts";
import type { ChangesPage, SearchPage } from "./search-schema.ts";

const mark = randomBytes(5).toString("hex");
type Feature = Awaited<ReturnType<typeof mintFeature>>;
let one: Feature;
let other: Feature;
const digests: string[] = [];

const release = async (feature: Feature, content: string, change: string, commit?: string) => {
  const artifacts = [
    { kind: "prompt" as const, name: `reply-${mark}`, content, change },
    { kind: "model" as const, name: "chat", version: "a", change: "First model" },
  ];
  return (await createRelease(tester, feature, { artifacts, commit })).release.release;
};
const deploy = (feature: Feature, shares: [string, number][], at: string, reason: string) =>
  recordDeployment(tester, feature, {
    environment: "production",
    shares: shares.map(([digest, weight]) => ({ release: digest, weight })),
    effectiveAt: microsOf(at),
    reason,
  });

beforeAll(async () => {
  one = await mintFeature();
  other = await mintFeature();
  digests.push(await release(one, `Say 100%_sure ${mark}`, "First words", `c0ffee${mark}`));
  digests.push(await release(one, `Say maybe ${mark}`, "Careful words"));
  digests.push(await release(other, `Other ${mark}`, "Elsewhere"));
  const [a = "", b = "", c = ""] = digests;
  await deploy(one, [[a, 1]], "2026-03-01T00:00:00Z", "Launch");
  await deploy(
    one,
    [
      [a, 0.9],
      [b, 0.1],
    ],
    "2026-03-14T11:00:00Z",
    "Canary",
  );
  await deploy(one, [[b, 1]], "2026-03-20T00:00:00Z", "All of it");
  await deploy(other, [[c, 1]], "2026-03-13T23:30:00Z", "Elsewhere");
});

const search = (q: string, more: object = {}, principal: Principal = tester): Promise<SearchPage> =>
  searchVersions(principal, { q, limit: 50, ...more });

test("says in which features, environments, stretches and shares a prompt ran, joined where nothing changed", async () => {
  const { items } = await search(`Say 100%_sure ${mark}`);
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    feature: { slug: one.slug },
    version: "v1",
    matched: ["content"],
    snippet: `Say 100%_sure ${mark}`,
    ran: [
      { from: "2026-03-14T11:00:00Z", to: "2026-03-20T00:00:00Z", weight: 0.9 },
      { from: "2026-03-01T00:00:00Z", to: "2026-03-14T11:00:00Z", weight: 1 },
    ],
  });
  expect((await search(`Say 100__sure ${mark}`)).items).toEqual([]);
  const model = (await search("model chat a", { feature: one.slug })).items[0];
  expect(model?.ran).toEqual([
    expect.objectContaining({ from: "2026-03-01T00:00:00Z", to: null, weight: 1 }),
  ]);
});

const found: [how: string, text: () => string][] = [
  ["name", () => `reply-${mark} v2`],
  ["reason", () => "Careful words"],
  ["commit", () => `C0FFEE${mark}`],
  ["release", () => digests[1]?.slice(0, 12) ?? ""],
];
test.each(found)("finds by %s", async (how, text) => {
  const { items } = await search(text(), { feature: one.slug });
  expect(items[0]?.matched).toContain(how);
});

test("goes on by cursor without loss, newest first, and refuses a cursor of its own making", async () => {
  const all = (await search(`reply-${mark}`)).items.map((item) => item.digest);
  const paged: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const found: SearchPage = await search(`reply-${mark}`, { limit: 1, cursor });
    paged.push(...found.items.map((item) => item.digest));
    if (found.next === null) break;
    cursor = found.next;
  }
  expect(paged).toEqual(all);
  expect(all).toHaveLength(3);
  await expect(search("reply", { cursor: "x" })).rejects.toMatchObject({ code: "invalid" });
});

test("shows a key that is bound to a feature nothing of another", async () => {
  const bound: Principal = { kind: "key", id: "k", name: "k", scopes: ["read"], featureId: other.id };
  expect((await search(`reply-${mark}`, {}, bound)).items.map((item) => item.feature.slug)).toEqual([
    other.slug,
  ]);
  const range = { from: "2026-03-01", to: "2026-03-31", tz: "UTC", limit: 50 };
  const changes = await listDayChanges(bound, range);
  expect(new Set(changes.items.map((item) => item.feature.slug))).toEqual(new Set([other.slug]));
});

test("says what changed between two days of a zone, with reasons and what was reported late", async () => {
  const ask = (from: string, to: string, tz: string) =>
    listDayChanges(tester, { from, to, tz, limit: 200, feature: one.slug });
  const { items } = await ask("2026-03-02", "2026-03-20", "UTC");
  expect(items.map((item) => [item.deployment.reason, item.late, item.changes])).toEqual([
    [
      "Canary",
      true,
      [{ kind: "prompt", name: `reply-${mark}`, from: [], to: ["v2"], change: "Careful words" }],
    ],
    ["All of it", true, [{ kind: "prompt", name: `reply-${mark}`, from: ["v1"], to: [], change: null }]],
  ]);
  expect(items[0]?.before).toEqual([{ release: digests[0], weight: 1 }]);
  const day = (feature: string, tz: string) =>
    listDayChanges(tester, { from: "2026-03-14", to: "2026-03-14", tz, limit: 200, feature });
  expect((await day(other.slug, "UTC")).items).toHaveLength(0);
  expect((await day(other.slug, "Europe/Berlin")).items).toHaveLength(1);
  await expect(ask("2026-03-15", "2026-03-14", "UTC")).rejects.toMatchObject({ code: "invalid" });
});

test("lists what ran as it is believed now: ends and returns too, and a beginning where it is believed to be", async () => {
  const feature = await mintFeature();
  const [a, b] = [await release(feature, "A", "First words"), await release(feature, "B", "Other words")];
  const report = (digest: string, at: string, until: string | null, reason: string) =>
    recordDeployment(tester, feature, {
      environment: "production",
      shares: [{ release: digest, weight: 1 }],
      effectiveAt: microsOf(at),
      until: until === null ? null : microsOf(until),
      reason,
    });
  const ask = async (day: string) =>
    (
      await listDayChanges(tester, { from: day, to: day, tz: "UTC", limit: 200, feature: feature.slug })
    ).items.map((item) => [
      item.at,
      item.event,
      item.deployment.reason,
      item.changes.map((one) => [...one.from, "to", ...one.to].join(" ")),
    ]);
  await report(a, "2025-03-01T08:00:00Z", "2025-03-20T00:00:00Z", "Launch");
  expect(await ask("2025-03-01")).toEqual([["2025-03-01T08:00:00Z", "began", "Launch", ["to v1", "to a"]]]);
  await report(b, "2025-03-10T09:00:00Z", "2025-03-10T12:00:00Z", "A trial");
  expect(await ask("2025-03-10")).toEqual([
    ["2025-03-10T09:00:00Z", "began", "A trial", ["v1 to v2"]],
    ["2025-03-10T12:00:00Z", "resumed", "Launch", ["v2 to v1"]],
  ]);
  await report(b, "2025-02-20T00:00:00Z", "2025-03-04T00:00:00Z", "It was the other before");
  expect(await ask("2025-03-01")).toEqual([]);
  expect(await ask("2025-03-04")).toEqual([["2025-03-04T00:00:00Z", "began", "Launch", ["v2 to v1"]]]);
  expect(await ask("2025-03-20")).toEqual([["2025-03-20T00:00:00Z", "ended", "Launch", ["v1 to", "a to"]]]);
  const paged: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const range = { from: "2025-02-01", to: "2025-03-31", tz: "UTC", feature: feature.slug };
    const found: ChangesPage = await listDayChanges(tester, { ...range, limit: 1, cursor });
    paged.push(...found.items.map((item) => `${item.at.slice(5, 13)} ${item.event}`));
    if (found.next === null) break;
    cursor = found.next;
  }
  expect(paged).toEqual([
    "02-20T00 began",
    "03-04T00 began",
    "03-10T09 began",
    "03-10T12 resumed",
    "03-20T00 ended",
  ]);
  const net = async (from: string, to: string) =>
    (await listDayChanges(tester, { from, to, tz: "UTC", limit: 1, feature: feature.slug })).net.map(
      (one) => [one.environment, one.changes.map((change) => [...change.from, "to", ...change.to].join(" "))],
    );
  expect(await net("2025-03-01", "2025-03-11")).toEqual([["production", ["v2 to v1"]]]);
  expect(await net("2025-03-05", "2025-03-12")).toEqual([]);
  expect(await net("2025-03-19", "2025-03-20")).toEqual([["production", ["v1 to", "a to"]]]);
  await report(a, "2025-03-12T00:00:00Z", "2025-03-13T00:00:00Z", "The same, said again");
  expect([...(await ask("2025-03-12")), ...(await ask("2025-03-13"))]).toEqual([]);
});

test("goes through the changes of all features by cursor", async () => {
  const ask = (cursor?: string): Promise<ChangesPage> =>
    listDayChanges(tester, { from: "2026-03-01", to: "2026-03-31", tz: "UTC", limit: 1, cursor });
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const found: ChangesPage = await ask(cursor);
    seen.push(...found.items.map((item) => item.deployment.id));
    if (found.next === null) break;
    cursor = found.next;
  }
  const all = await listDayChanges(tester, { from: "2026-03-01", to: "2026-03-31", tz: "UTC", limit: 200 });
  expect(seen).toEqual(all.items.map((item) => item.deployment.id));
  expect(seen).toHaveLength(4);
  await expect(ask("bm9uZQ")).rejects.toMatchObject({ code: "invalid" });
});
