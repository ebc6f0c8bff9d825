import { beforeAll, expect, test } from "vitest";
import { callRowOf } from "#lib/cost/testing/call-rows";
import type { Dimension } from "#lib/telemetry/write/dimension";
import { writeBatches } from "#lib/telemetry/write/write-batch";
import { listDayChanges } from "./day-changes.ts";
import { changesCsv } from "./search-csv.ts";
import { mintFeature, tester } from "./testing/mint.ts";

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
