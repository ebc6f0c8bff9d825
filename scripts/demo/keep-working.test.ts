import { expect, test } from "vitest";
import { HOUR_MS } from "#lib/core/time";
import { featurePlans } from "./features.ts";
import type { History } from "./generate.ts";
import { tracesSince } from "./keep-working.ts";
import { planReleases } from "./release-plan.ts";

const nowMs = Date.UTC(2026, 10, 20, 12, 0);
const history: History = { plans: featurePlans, nowMs, days: 90, seed: 1 };
const ids = (fromMs: number, toMs: number) =>
  tracesSince(history, fromMs, toMs)
    .map(({ spans }) => spans[0]?.traceId ?? "")
    .sort();

test("hours in pieces have the interactions of the whole, and again the same: sending twice adds nothing", () => {
  const whole = ids(nowMs, nowMs + HOUR_MS);
  const pieces = Array.from({ length: 6 }, (_, index) =>
    ids(nowMs + (index * HOUR_MS) / 6, nowMs + ((index + 1) * HOUR_MS) / 6),
  ).flat();
  expect(whole.length).toBeGreaterThan(50);
  // A piece ends sooner, so a conversation may lack its last turns in it; what it has is the same.
  expect(pieces.filter((id) => !whole.includes(id))).toEqual([]);
  expect(pieces.length).toBeGreaterThan(whole.length * 0.85);
  expect(ids(nowMs, nowMs + HOUR_MS)).toEqual(whole);
});

test("what was rolled back does not run any more, and what fell silent stays silent", () => {
  const traces = tracesSince(history, nowMs, nowMs + 8 * HOUR_MS);
  const plan = featurePlans.find(({ slug }) => slug === "tlumaczenie-zgloszen");
  if (!plan) throw new Error("no translation");
  const [first] = planReleases(plan, nowMs).releases;
  const carried = traces
    .filter((trace) => trace.plan.slug === plan.slug)
    .map(({ spans }) => spans[0]?.attributes["threshold.release"]);
  expect(carried.length).toBeGreaterThan(20);
  expect([...new Set(carried)]).toEqual([first?.digest.slice(0, 16)]);
  expect(traces.filter((trace) => trace.plan.slug === "renewal-notices")).toEqual([]);
});

test("days later it goes on", () => {
  const later = nowMs + 5 * 24 * HOUR_MS;
  expect(ids(later, later + 2 * HOUR_MS).length).toBeGreaterThan(50);
});
