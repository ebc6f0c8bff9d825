import { expect, test } from "vitest";
import { costTable } from "./cost-csv.ts";
import { costQuery } from "./schema.ts";
import { sampleReport } from "./testing/sample-report.ts";

const part = { calls: 3, unpricedCalls: 1, usd: "0.5", share: 0.25 };
const own = {
  interactions: 2,
  unpricedInteractions: 1,
  centsPerInteraction: { mean: 25, p50: 25, p95: null, p99: null },
};
const report = {
  ...sampleReport,
  byAttempt: [{ attempt: "retry" as const, ...part }],
  byModel: [{ kind: "model" as const, provider: "openai", model: "gpt-4o", ...part }],
  byOperation: [{ operation: "chat", tool: null, ...part }],
  byRelease: [{ release: "3fa9c1d20b7e", digest: null, name: null, ...part, ...own }],
  byEnvironment: [{ environment: "staging", ...part, ...own }],
  split: {
    by: "model" as const,
    parts: [{ key: "a", label: "gpt-4o", ...part, series: [{ start: "2026-03-01", calls: 3, usd: "0.5" }] }],
  },
};

const tables = costQuery.shape.table.unwrap().options;

test.each(tables)("the table %s has a head for each of its columns", (table) => {
  const { head, rows } = costTable(report, table);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toHaveLength(head.length);
});

test("what is not known is empty, not zero", () => {
  expect(costTable(report, "series").rows[0]).toEqual(["2026-02-28T23:00:00.000Z", 0, null, null, null]);
  expect(costTable(report, "environment").rows).toEqual([["staging", 3, 1, "0.5", 0.25, 2, 1, 25, 25, null]]);
  expect(costTable(report, "release").rows[0]?.[0]).toBe("3fa9c1d20b7e");
  expect(costTable({ ...report, split: null }, "split").rows).toEqual([]);
});
