import { expect, test } from "vitest";
import { DAY_MS } from "#lib/core/time";
import { featurePlans } from "./features.ts";
import { exportsOfDay, type History } from "./generate.ts";
import { correctionBody, inEnvironments, memorableDay, planReleases } from "./release-plan.ts";
import type { DemoSpan } from "./traffic.ts";
import { SILENT_UPDATE_DAYS } from "./voice-plans.ts";
import { endings, judgementOn } from "./voices.ts";

const nowMs = Date.UTC(2026, 10, 20, 15, 30);
const history: History = { plans: featurePlans, nowMs, days: 90, seed: 1 };

function planOf(slug: string) {
  const plan = featurePlans.find((one) => one.slug === slug);
  if (!plan) throw new Error(`no ${slug}`);
  return plan;
}

/** The spans of one feature, of days before now, in one environment. */
function spansOf(slug: string, daysAgo: readonly number[], environment = "production"): DemoSpan[] {
  const own = { ...history, plans: [planOf(slug)], scale: 3 };
  return daysAgo
    .flatMap((days) => [...exportsOfDay(own, 89 - days)])
    .flatMap(({ resources }) => resources)
    .filter(({ attributes }) => attributes["deployment.environment.name"] === environment)
    .flatMap(({ spans }) => spans);
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const outputs = (spans: readonly DemoSpan[]) =>
  spans.map((span) => span.attributes["gen_ai.usage.output_tokens"]).filter((one) => typeof one === "number");
const milliseconds = (spans: readonly DemoSpan[]) =>
  spans
    .filter((span) => "gen_ai.response.model" in span.attributes)
    .map((span) => (span.endUs - span.startUs) / 1000);

test("the silent update makes letters longer and slower from one day to the next, and nobody deployed anything", () => {
  const [before, since] = [spansOf("claim-letters", [21, 20, 19]), spansOf("claim-letters", [16, 15, 14])];
  expect(mean(outputs(since)) / mean(outputs(before))).toBeGreaterThan(1.6);
  expect(mean(milliseconds(since)) / mean(milliseconds(before))).toBeGreaterThan(1.2);
  const deployed = planReleases(planOf("claim-letters"), nowMs).deployments.map(({ atMs }) => atMs);
  const around = nowMs - SILENT_UPDATE_DAYS * DAY_MS;
  expect(deployed.filter((at) => Math.abs(at - around) < 10 * DAY_MS)).toEqual([]);
});

test("answers that pass fall from 84.0 to 51.1 in 100 with it, as published, and people like them less", () => {
  const passes: { since: boolean; passed: boolean }[] = [];
  for (const seed of [1, 2, 3, 4]) {
    for (const ending of endings({ ...history, seed, plans: [planOf("claim-letters")], scale: 3 })) {
      const label = judgementOn(ending, nowMs)?.attributes.find(
        ({ key }) => key === "gen_ai.evaluation.score.label",
      );
      if (!label) continue;
      const daysAgo = (nowMs - ending.root.startUs / 1000) / DAY_MS;
      passes.push({
        since: daysAgo < SILENT_UPDATE_DAYS,
        passed: JSON.stringify(label).includes('"pass"'),
      });
    }
  }
  const share = (since: boolean) =>
    mean(passes.filter((one) => one.since === since).map(({ passed }) => Number(passed)));
  expect(passes.length).toBeGreaterThan(3_000);
  expect(Math.abs(share(false) - 0.84)).toBeLessThan(0.03);
  expect(Math.abs(share(true) - 0.511)).toBeLessThan(0.03);
});

test("a rollback brings back the release before, and traffic goes with it", () => {
  const { deployments } = planReleases(planOf("complaint-routing"), nowMs);
  const [first, second, back] = deployments;
  expect(back?.reason).toMatch(/^Rolled back: /);
  expect(back?.shares[0]?.release).toBe(first?.shares[0]?.release);
  expect(second?.shares[0]?.release).not.toBe(first?.shares[0]?.release);
  const carried = new Set(
    spansOf("complaint-routing", [5]).map((span) => span.attributes["threshold.release"]),
  );
  expect([...carried]).toEqual([first?.shares[0]?.release.digest.slice(0, 16)]);
});

test("whatever day it is, the last 14 March that lies long enough back has a canary, and its report is corrected", () => {
  const plan = planOf("claims-triage");
  for (let day = 0; day < 366; day += 5) {
    const now = nowMs + day * DAY_MS;
    const memorable = memorableDay(3, 14, "Europe/Dublin", now);
    const ageDays = (now - memorable.toZonedDateTime("Europe/Dublin").epochMilliseconds) / DAY_MS;
    expect(ageDays).toBeGreaterThan(120);
    expect(ageDays).toBeLessThan(125 + 367);
    const canary = planReleases(plan, now).deployments.find(({ step }) => step === 1);
    expect(canary?.shares).toHaveLength(2);
    expect(new Date(canary?.atMs ?? 0).toISOString()).toBe(`${memorable}T12:00:00.000Z`);
    const correction = correctionBody(plan, now);
    expect(correction?.effectiveAt).toBe(new Date(canary?.atMs ?? 0).toISOString());
    expect(correction?.shares.map(({ weight }) => weight)).toEqual([0.25, 0.75]);
  }
});

test("staging gets a release before production does, and its traffic is told apart", () => {
  const [production, staging] = inEnvironments(planOf("claims-triage"));
  if (!production || !staging) throw new Error("no staging");
  const newest = planReleases(production, nowMs).releases.at(-1)?.digest;
  const beginsIn = (plan: typeof production) =>
    planReleases(plan, nowMs).deployments.find(({ shares }) =>
      shares.some(({ release }) => release.digest === newest),
    )?.atMs;
  expect(beginsIn(staging)).toBeLessThan(beginsIn(production) ?? 0);
  const spans = spansOf("claims-triage", [3, 2, 1], "staging");
  expect(spans.length).toBeGreaterThan(20);
  const ids = new Set(spansOf("claims-triage", [3, 2, 1]).map(({ spanId }) => spanId));
  expect(spans.filter(({ spanId }) => ids.has(spanId))).toEqual([]);
});

test("one feature runs with twenty artifacts, one has no team, names are long and not all are English", () => {
  const { releases } = planReleases(planOf("underwriting-copilot"), nowMs);
  expect(releases.map(({ artifacts }) => artifacts.length)).toEqual([20, 20, 20]);
  const registered = featurePlans.map(({ registration }) => registration).filter((one) => one !== null);
  expect(registered.filter(({ team }) => !team)).toHaveLength(1);
  expect(Math.max(...registered.map(({ name }) => name.length))).toBeGreaterThan(70);
  expect(registered.filter(({ name }) => /[łçã]/.test(name)).length).toBeGreaterThan(0);
});
