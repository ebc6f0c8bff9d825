import fc from "fast-check";
import { expect, test } from "vitest";
import type { CallItem } from "./schema.ts";
import { callKey, mergeCalls, newestAt, tailFrom } from "./tail-domain.ts";

const start = Date.parse("2026-03-14T09:00:00Z");

function call(at: number, id: number): CallItem {
  return {
    feature: { slug: "f", name: "F" },
    environment: "production",
    interactionId: "i",
    startedAt: new Date(at).toISOString().replace("Z", "000Z"),
    durationMs: 1,
    traceId: String(id).padStart(32, "0"),
    spanId: "1".padStart(16, "0"),
    parentSpanId: null,
    operation: "chat",
    name: "chat",
    status: "ok",
    serviceName: null,
    agent: null,
    release: null,
    errorType: null,
    provider: null,
    requestModel: null,
    responseModel: null,
    promptName: null,
    promptVersion: null,
    serviceTier: null,
    attempt: "first",
    timeToFirstTokenMs: null,
    billable: true,
    usd: null,
    priceRef: null,
    tokens: { input: null, output: null, cacheRead: null, cacheWrite: null, reasoning: null },
  };
}

test("the tail loses no call and doubles none, however late within its reach they arrive", () => {
  const arrival = fc.record({
    began: fc.integer({ min: 0, max: 120 }),
    late: fc.integer({ min: 0, max: 25 }),
  });
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 60 }), (arrivals) => {
      const store = arrivals.map(({ began, late }, id) => ({
        call: call(start + began * 1000, id),
        arrives: began + late,
      }));
      let known: CallItem[] = [];
      for (let turn = 0; turn * 2 <= 150; turn += 1) {
        const from = Date.parse(tailFrom(newestAt(known, start), turn));
        const answer = store.filter(
          (row) => row.arrives <= turn * 2 && Date.parse(row.call.startedAt) >= from,
        );
        known = mergeCalls(
          known,
          answer.map((row) => row.call),
        );
      }
      const keys = known.map(callKey);
      expect(new Set(keys).size).toBe(keys.length);
      expect(new Set(keys)).toEqual(new Set(store.map((row) => callKey(row.call))));
      expect(known.map((row) => row.startedAt)).toEqual(
        known
          .map((row) => row.startedAt)
          .sort()
          .reverse(),
      );
    }),
  );
});

test("calls that took minutes are found by the ask that looks far back", () => {
  const first = [call(start, 1)];
  const short = Date.parse(tailFrom(newestAt(first, 0), 1));
  const deep = Date.parse(tailFrom(newestAt(first, 0), 15));
  const late = start - 10 * 60_000;
  expect(short).toBeGreaterThan(late);
  expect(deep).toBeLessThan(late);
});

test("merging is a union: the same whichever list comes first, and twice is once", () => {
  const calls = fc
    .uniqueArray(fc.integer({ min: 0, max: 40 }))
    .map((ids) => ids.map((id) => call(start + (id % 7), id)));
  fc.assert(
    fc.property(calls, calls, (a, b) => {
      expect(mergeCalls(a, b)).toEqual(mergeCalls(b, a));
      expect(mergeCalls(mergeCalls(a, b), b)).toEqual(mergeCalls(a, b));
    }),
  );
});
