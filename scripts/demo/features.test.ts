import { expect, test } from "vitest";
import { registration } from "#lib/features/schema";
import { readRunbookText } from "#lib/ownership/runbook/runbook-text";
import { modelNames } from "#lib/versions/proof";
import { deploymentInput, releaseInput } from "#lib/versions/schema";
import { administrator, people, teams } from "./company.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { featurePlans } from "./features.ts";
import { deploymentBody, planReleases } from "./release-plan.ts";

const nowMs = Date.UTC(2026, 10, 22, 6, 40);
const registered = featurePlans.filter((plan) => plan.registration !== null);

test("a dozen features or so, and one service that nobody registered", () => {
  expect(registered.length).toBeGreaterThanOrEqual(12);
  expect(featurePlans.length - registered.length).toBe(1);
  expect(new Set(featurePlans.map((plan) => plan.slug)).size).toBe(featurePlans.length);
});

test.each(registered)("$slug is what the API takes, and its people exist", (plan: FeaturePlan) => {
  expect(registration.safeParse(plan.registration).error).toBeUndefined();
  const team = plan.registration?.team;
  if (team) expect(teams.map(({ slug }) => slug)).toContain(team);
  const { releases, deployments } = planReleases(plan, nowMs);
  for (const { artifacts, commit } of releases)
    expect(releaseInput.safeParse({ artifacts, commit }).error).toBeUndefined();
  for (const one of deployments) expect(deploymentInput.safeParse(deploymentBody(one)).error).toBeUndefined();
  const writers = [plan.author, plan.runbook?.by].filter((id) => id !== undefined);
  for (const id of writers) expect([administrator, ...people].map((person) => person.id)).toContain(id);
});

test("whatever day it is today, deployments follow each other and none is still to come", () => {
  for (let day = 0; day < 14; day += 1) {
    const today = nowMs + day * 86_400_000;
    for (const plan of registered) {
      const moments = planReleases(plan, today).deployments.map(({ atMs }) => atMs);
      expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
      expect(Math.max(0, ...moments)).toBeLessThanOrEqual(today);
    }
  }
});

test.each(registered.filter((plan) => plan.versions.length > 0))(
  "$slug declares every model that may answer, except the one that it drifted to",
  (plan: FeaturePlan) => {
    const { fallback, drift } = plan.traffic;
    const { releases, deployments } = planReleases(plan, nowMs);
    const last = deployments.find(({ reportedLast }) => reportedLast)?.shares[0]?.release;
    for (const release of releases.filter((one) => one !== last)) {
      const names = release.artifacts.filter(({ kind }) => kind === "model").flatMap(modelNames);
      for (const model of [release.model, ...(fallback ? [fallback] : [])])
        expect(names).toContain(model.answers);
      if (drift) expect(names).not.toContain(drift.model.answers);
    }
  },
);

test.each(registered.filter((plan) => plan.runbook))(
  "the runbook of $slug says enough and links nowhere",
  (plan) => {
    const markdown = plan.runbook?.markdown ?? "";
    const read = readRunbookText(markdown);
    expect(read.words).toBeGreaterThanOrEqual(40);
    expect(read).toMatchObject({ links: [], unread: 0, legible: true });
  },
);
