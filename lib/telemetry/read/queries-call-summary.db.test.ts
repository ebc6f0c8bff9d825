import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { joinValues } from "#lib/core/value-list";
import { insertCalls, makeFeature, type TestCall } from "#lib/cost/testing/telemetry-rows";
import { facetNames } from "#lib/telemetry/explorer-answers-schema";
import { callFilters } from "#lib/telemetry/filters-schema";
import { summariseCalls } from "./queries-call-summary.ts";
import { listCalls } from "./queries-calls.ts";

const hex = () => randomUUID().replaceAll("-", "");
const now = new Date("2026-02-10T12:30:00Z");
let feature: Awaited<ReturnType<typeof makeFeature>>;

function pick<T>(values: readonly T[], index: number): T | undefined {
  return values[index % values.length];
}

const calls: TestCall[] = Array.from({ length: 300 }, (_, index) => ({
  interaction: hex(),
  at: new Date(now.getTime() - index * 41 * 60_000).toISOString(),
  costNano: index % 11 === 0 ? null : 1000,
  environment: pick(["production", "production", "staging"], index) ?? "production",
  operation: pick(["chat", "chat", "embeddings", "execute_tool"], index) ?? "chat",
  provider: pick(["openai", "anthropic"], index) ?? "openai",
  model: pick(["gpt-4o", "gpt-4o-mini", "o3", "claude, the second"], index) ?? "gpt-4o",
  ...(index % 7 === 0 ? {} : { release: pick(["a".repeat(64), "b".repeat(12)], index) ?? "" }),
  attempt: pick([1, 1, 1, 2, 3] as const, index) ?? 1,
  status: pick([1, 1, 1, 2] as const, index) ?? 1,
}));

beforeAll(async () => {
  feature = await makeFeature();
  await insertCalls(feature.id, calls);
});

async function listed(given: Record<string, string>): Promise<number> {
  let cursor: string | undefined;
  let count = 0;
  do {
    const page = await listCalls(feature, callFilters.parse(given), { cursor, limit: 50 }, now);
    count += page.items.length;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return count;
}

describe("summariseCalls", () => {
  const values: Record<string, fc.Arbitrary<string>> = {
    environment: fc.constantFrom("production", "staging", "none such"),
    operation: fc.constantFrom("chat", "embeddings", "chat,embeddings"),
    provider: fc.constantFrom("openai", "openai,anthropic"),
    model: fc.constantFrom("gpt-4o", joinValues(["claude, the second", "o3"])),
    release: fc.constantFrom("none", "a".repeat(20), `${"b".repeat(64)},none`),
    attempt: fc.constantFrom("retry", "retry,fallback"),
    status: fc.constantFrom("ok", "error"),
    priced: fc.constantFrom("yes", "no"),
    q: fc.constantFrom("GPT", "claude", "x"),
    period: fc.constantFrom("24h", "7d", "30d", "all"),
  };
  const filter = fc.record(values, { requiredKeys: [] });

  it("counts what a list shows: bars, total and each facet, whatever the filters", async () => {
    await fc.assert(
      fc.asyncProperty(filter, async (given) => {
        const asked = Object.fromEntries(
          Object.entries(given).filter(([, value]) => value !== undefined),
        ) as Record<string, string>;
        const summary = await summariseCalls(feature, callFilters.parse(asked), now);
        expect(summary.calls).toBe(await listed(asked));
        expect(summary.bars.reduce((sum, { ok, error }) => sum + ok + error, 0)).toBe(summary.calls);
        for (const name of ["environment", "model", "release", "status", "priced"] as const) {
          const first = summary.facets[name]?.[0];
          if (!first) continue;
          const narrowed = { ...asked, [name]: joinValues([first.value]) };
          expect([name, first.value, first.calls]).toEqual([name, first.value, await listed(narrowed)]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("says which filters it cannot count, and leaves them out", async () => {
    const summary = await summariseCalls(
      feature,
      callFilters.parse({ minDurationMs: "99999", minCents: "5" }),
      now,
    );
    expect(summary.notCounted).toEqual(["minDurationMs", "minCents"]);
    expect(summary.calls).toBe(calls.length);
    expect(await listed({ minDurationMs: "1.6" })).toBe(0);
    expect(await listed({ minDurationMs: "1.5" })).toBe(calls.length);
    expect(await listed({ minTokens: "16" })).toBe(0);
    expect(await listed({ trace: calls[3]?.interaction ?? "" })).toBe(1);
  });

  it("has a step for the length of the period, and every facet", async () => {
    const steps = await Promise.all(
      ["24h", "30d"].map(
        async (period) => (await summariseCalls(feature, callFilters.parse({ period }), now)).step,
      ),
    );
    expect(steps).toEqual(["hour", "day"]);
    const { facets } = await summariseCalls(feature, {}, now);
    expect(Object.keys(facets).sort()).toEqual([...facetNames].sort());
    expect(facets.feature).toEqual([{ value: feature.slug, label: feature.name, calls: calls.length }]);
  });

  it("has neither bars nor bounds for a feature without a call", async () => {
    const empty = await makeFeature();
    expect(await summariseCalls(empty, {}, now)).toMatchObject({ calls: 0, bars: [], from: null, to: null });
  });
});
