import { beforeAll, expect, test } from "vitest";
import { GET } from "#app/api/v1/versions/search/route";
import { callRowOf } from "#lib/cost/testing/call-rows";
import type { Dimension } from "#lib/telemetry/write/dimension";
import { writeBatches } from "#lib/telemetry/write/write-batch";
import { createRelease } from "#lib/versions/create-release";
import { DAY_US, microsOf } from "#lib/versions/instant";
import { recordDeployment } from "#lib/versions/record-deployment";
import { mintFeature, mintKey, send, tester } from "#lib/versions/testing/mint";
import { listDayChanges } from "./day-changes.ts";
import { searchVersions } from "./search.ts";
import { changesCsv } from "./search-csv.ts";

const old = { responseModel: "gpt-4o-2024-08-06" };
const next = { responseModel: "gpt-4o-2024-11-20" };

let feature: Awaited<ReturnType<typeof mintFeature>>;
let span = 1;

/** Calls at an instant, through the statement that ingestion uses. */
async function calls(at: string, count: number, of: Partial<Dimension>) {
  const rows = Array.from({ length: count }, () => {
    const number = span++;
    const row = callRowOf(feature.id, {
      span: number,
      interaction: number,
      startUs: Date.parse(at) * 1000,
      durationUs: 900_000,
      environment: "production",
      release: null,
      attempt: 1,
      status: 1,
      billable: true,
      costNano: 1000,
    });
    return { ...row, dimension: { ...row.dimension, ...of } };
  });
  await writeBatches([{ rows, evaluations: [] }]);
}

const ask = (from: string, to: string, more: object = {}) =>
  listDayChanges(tester, { from, to, tz: "UTC", limit: 50, feature: feature.slug, ...more });

beforeAll(async () => {
  feature = await mintFeature();
  const named = { promptName: "Reply", promptVersion: "1" };
  await calls("2025-06-01T08:10:00Z", 2, { ...old, ...named });
  await calls("2025-06-14T10:10:00Z", 3, { ...old, ...named });
  await calls("2025-06-14T14:30:00Z", 4, { ...next, ...named });
  await calls("2025-06-15T02:00:00Z", 2, { ...old, ...named });
  await calls("2025-06-15T16:00:00Z", 9, { ...next, ...named });
});

test("says which model a provider began to answer with that nobody declared", async () => {
  const { items, observed, moreObserved } = await ask("2025-06-10", "2025-06-20");
  expect(items).toEqual([]);
  expect(observed).toEqual([
    {
      feature: { slug: feature.slug, name: feature.name },
      environment: "production",
      at: "2025-06-14T14:00:00.000Z",
      provider: "openai",
      model: "gpt-4o-2024-11-20",
      requested: ["gpt-4o"],
      calls: 4,
      of: 6,
    },
  ]);
  expect(moreObserved).toBe(0);
});

test("takes no model for new that answered before, nor the first of a feature", async () => {
  expect((await ask("2025-06-15", "2025-06-20")).observed).toEqual([]);
  expect((await ask("2025-05-20", "2025-06-13")).observed).toEqual([]);
  expect((await ask("2025-06-14", "2025-06-14", { environment: "staging" })).observed).toEqual([]);
  const inZone = (day: string) => ask(day, day, { tz: "Pacific/Auckland" });
  expect((await inZone("2025-06-14")).observed).toEqual([]);
  expect((await inZone("2025-06-15")).observed).toHaveLength(1);
});

test("puts it into the CSV", async () => {
  const range = { from: "2025-06-14", to: "2025-06-14", tz: "UTC", feature: feature.slug };
  const csv = await changesCsv("changes", (cursor, limit) =>
    listDayChanges(tester, { ...range, cursor, limit }),
  );
  const [, row = ""] = (await csv.text()).split("\r\n");
  expect(row).toContain(`${feature.slug},production,2025-06-14T14:00:00.000Z,observed`);
  expect(row).toContain("gpt-4o-2024-11-20 answered for the first time: 4 of 6 calls");
});

test("says where telemetry saw a version that nobody declared, and gives every stretch in the CSV", async () => {
  const own = await mintFeature();
  feature = own;
  const declare = (content: string) =>
    createRelease(tester, own, {
      artifacts: [
        { kind: "prompt", name: "reply", content, change: "Words for a test" },
        { kind: "tools", name: "search", content: "{}", change: "Tools for a test" },
      ],
    });
  const [first, second] = [await declare(`One ${own.slug}`), await declare(`Two ${own.slug}`)];
  await calls("2025-06-02T23:10:00Z", 2, { promptName: "Reply", promptVersion: "1" });
  await calls("2025-06-05T08:10:00Z", 3, { release: second.release.release.slice(0, 12) });
  await calls("2025-06-09T08:10:00Z", 1, { promptName: "reply", promptVersion: "v2" });
  await calls("2025-06-09T09:10:00Z", 7, { promptName: "other", promptVersion: "v2" });
  const search = (q: string, more: object = {}) =>
    searchVersions(tester, { q, limit: 50, feature: own.slug, ...more });
  const seen = async (q: string) => (await search(q)).items.flatMap((item) => item.seen);
  const production = { environment: "production" };
  expect(await seen("One")).toEqual([
    { ...production, firstDay: "2025-06-02", lastDay: "2025-06-02", calls: 2 },
  ]);
  expect(await seen("Two")).toEqual([
    { ...production, firstDay: "2025-06-05", lastDay: "2025-06-09", calls: 4 },
  ]);
  expect(await seen("tools search")).toEqual([
    { ...production, firstDay: "2025-06-05", lastDay: "2025-06-05", calls: 3 },
  ]);
  expect((await search("Two", { environment: "staging" })).items).toEqual([]);

  for (let index = 0; index < 22; index++)
    await recordDeployment(tester, own, {
      ...production,
      shares: [{ release: (index % 2 === 0 ? first : second).release.release, weight: 1 }],
      effectiveAt: microsOf("2025-07-01T00:00:00Z") + index * DAY_US,
      until: microsOf("2025-07-01T12:00:00Z") + index * DAY_US,
      reason: `Day ${index}`,
    });
  const tools = (await search("tools search")).items[0];
  expect([tools?.ran.length, tools?.moreRan]).toEqual([20, 2]);
  const response = await send(
    GET,
    `/versions/search?q=tools+search&feature=${own.slug}&format=csv`,
    {},
    {
      key: await mintKey(),
    },
  );
  const lines = (await response.text()).trim().split("\r\n").slice(1);
  expect(lines.filter((line) => line.endsWith(",declared,"))).toHaveLength(22);
  expect(lines.filter((line) => line.endsWith(",observed,3"))).toHaveLength(1);
});
