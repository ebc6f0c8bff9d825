import { expect, test } from "vitest";
import { DAY_MS } from "#lib/core/time";
import { decodeProtobuf } from "#lib/telemetry/otlp/decode-protobuf";
import type { DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { featurePlans } from "./features.ts";
import { exportsOfDay, type History } from "./generate.ts";
import { planReleases } from "./release-plan.ts";

const nowMs = Date.UTC(2026, 10, 20, 15, 30);
const history: History = { plans: featurePlans, nowMs, days: 90, seed: 1 };

function bodies(given: History, day: number): string[] {
  return [...exportsOfDay(given, day)].map(({ body }) => Buffer.from(body).toString("base64"));
}

/** The spans of days as a receiver reads them, by service. */
function received(given: History, days: number[]): Map<string, DecodedSpan[]> {
  const found = new Map<string, DecodedSpan[]>();
  for (const day of days) {
    for (const { body } of exportsOfDay(given, day)) {
      for (const { attributes, spans } of decodeProtobuf(body)) {
        if (attributes.get("deployment.environment.name") !== "production") continue;
        const service = String(attributes.get("service.name"));
        found.set(service, [...(found.get(service) ?? []), ...spans]);
      }
    }
  }
  return found;
}

const lastDays = [83, 84, 85, 86, 87, 88, 89];
const week = received(history, lastDays);
const all = [...week.values()].flat();

test("the same seed and the same now give the same bytes, another seed others", () => {
  expect(bodies(history, 80)).toEqual(bodies({ ...history }, 80));
  expect(bodies({ ...history, seed: 2 }, 80)).not.toEqual(bodies(history, 80));
});

test("an export has at most 512 spans and tears no trace apart", () => {
  const seen = new Set<string>();
  for (const { spans, resources } of exportsOfDay(history, 86)) {
    expect(spans).toBeLessThanOrEqual(512);
    const here = new Set(resources.flatMap((resource) => resource.spans.map((span) => span.traceId)));
    for (const traceId of here) expect(seen.has(traceId)).toBe(false);
    for (const traceId of here) seen.add(traceId);
  }
  expect(seen.size).toBeGreaterThan(100);
});

test("no id occurs twice, nothing ends after now, and every parent is there", () => {
  expect(new Set(all.map((span) => span.spanId)).size).toBe(all.length);
  expect(Math.max(...all.map((span) => span.endUs))).toBeLessThanOrEqual(nowMs * 1000);
  const ids = new Set(all.map((span) => span.spanId));
  expect(all.filter((span) => span.parentSpanId !== null && !ids.has(span.parentSpanId))).toEqual([]);
});

test("weekends and nights are quieter than office hours, where the office works", () => {
  const starts = (week.get("complaints-desk") ?? []).map((span) => new Date(span.startUs / 1000));
  const weekend = starts.filter((at) => [0, 6].includes(at.getUTCDay())).length;
  const night = starts.filter((at) => at.getUTCHours() < 6).length;
  expect(starts.length).toBeGreaterThan(300);
  expect(weekend / starts.length).toBeLessThan(0.1);
  expect(night / starts.length).toBeLessThan(0.02);
});

function answeringModels(service: string, daysAgo: number): string[] {
  const spans = received(history, [89 - daysAgo]).get(service) ?? [];
  const models = spans.map((span) => span.attributes.get("gen_ai.response.model"));
  return [...new Set(models.filter((model) => model !== undefined).map(String))];
}

test("the provider answers claim letters with another snapshot from 17 days ago, and nothing declares it", () => {
  expect(answeringModels("letter-writer", 20)).toEqual(["gpt-4o-2024-08-06"]);
  expect(answeringModels("letter-writer", 15)).toEqual(["gpt-4o-2024-11-20"]);
  const letters = featurePlans.find((plan) => plan.slug === "claim-letters");
  const declared = letters?.versions.flatMap((step) => step.artifacts).map((artifact) => artifact.version);
  expect(declared).not.toContain("2024-11-20");
});

test("a canary gets about its share of the traffic", () => {
  const triage = featurePlans.find((plan) => plan.slug === "claims-triage");
  if (!triage) throw new Error("no claims-triage");
  const { deployments } = planReleases(triage, nowMs);
  const canary = deployments.findLast(({ shares }) => shares.length === 2);
  if (!canary) throw new Error("no canary");
  const newest = canary.shares[0]?.release.digest.slice(0, 16);
  const first = 90 - Math.floor((nowMs - canary.atMs) / DAY_MS);
  const spans = received({ ...history, scale: 5 }, [first, first + 1]).get("claims-intake") ?? [];
  const roots = spans.filter((span) => span.parentSpanId === null);
  const share =
    roots.filter((span) => span.attributes.get("threshold.release") === newest).length / roots.length;
  expect(roots.length).toBeGreaterThan(400);
  expect(share).toBeGreaterThan(0.13);
  expect(share).toBeLessThan(0.27);
});

test("a retry or a fallback follows a sibling that failed", () => {
  const repeats = all.filter((span) =>
    ["retry", "fallback"].includes(String(span.attributes.get("threshold.attempt"))),
  );
  expect(repeats.length).toBeGreaterThan(10);
  for (const repeat of repeats) {
    const before = all.find(
      (span) => span.traceId === repeat.traceId && span.statusCode === 2 && span.endUs <= repeat.startUs,
    );
    expect(before?.parentSpanId).toBe(repeat.parentSpanId);
  }
});

test("one feature fell silent twelve days ago, and one service names no feature", () => {
  expect(week.has("renewals-batch")).toBe(false);
  const [lab] = [...exportsOfDay(history, 86)]
    .flatMap(({ resources }) => resources)
    .filter(({ attributes }) => attributes["service.name"] === "underwriting-lab");
  expect(lab?.attributes).not.toHaveProperty("threshold.feature");
});

test("ninety days are between 60 and 140 thousand spans", () => {
  let spans = 0;
  for (let day = 0; day < 90; day += 1) for (const one of exportsOfDay(history, day)) spans += one.spans;
  expect(spans).toBeGreaterThan(60_000);
  expect(spans).toBeLessThan(140_000);
});
