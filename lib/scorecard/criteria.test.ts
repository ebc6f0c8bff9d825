import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { criteria } from "./criteria.ts";
import { characteristicKeys, characteristicWords, checkPath } from "./domain.ts";

/** The checks of the product, written out: neither one less nor one more, in this order. */
const checks = {
  quality: ["eval-set", "target", "cadence", "production-sample", "alert", "on-target"],
  failures: ["documented", "drilled", "bounded", "enforced"],
  cost: ["unit", "current", "coverage", "complete", "ceiling"],
  versions: ["kinds", "continuous", "declared-is-observed", "rollback"],
  audit: ["definition", "coverage", "intact", "retention", "reconstructable"],
  ownership: ["owner", "on-call", "runbook", "tested", "pageable"],
};

test("criteria 2026.1 have every check of the product, in order, under a path of its own", () => {
  const ids = Object.fromEntries(
    characteristicKeys.map((key) => [key, criteria.checks[key].map((check) => check.id)]),
  );
  expect(ids).toEqual(checks);
  expect(Object.keys(ids)).toEqual(Object.keys(checks));
  const paths = characteristicKeys.flatMap((key) =>
    criteria.checks[key].map((check) => checkPath(key, check.id)),
  );
  expect(new Set(paths).size).toBe(29);
});

test("the document for people says the same as the criteria", () => {
  const text = readFileSync(new URL("../../docs/criteria-2026.1.md", import.meta.url), "utf8").replace(
    /\s+/g,
    " ",
  );
  expect(text).toContain(`Criteria ${criteria.version}`);
  for (const key of characteristicKeys) {
    expect(text).toContain(characteristicWords[key].name);
    for (const check of criteria.checks[key])
      expect(text).toContain(`| \`${check.id}\` | ${check.requirement} |`);
  }
});

test("the requirements give the figures of the policy", () => {
  const { policy } = criteria;
  const text = (key: keyof typeof checks, id: string) =>
    criteria.checks[key].find((check) => check.id === id)?.requirement ?? "";
  expect(text("failures", "bounded")).toContain(`${policy.failures.windowDays} days`);
  expect(text("failures", "bounded")).toContain(`${policy.failures.reportedPercent} %`);
  for (const limit of Object.values(policy.failures.limitPerTenThousand))
    expect(text("failures", "bounded")).toContain(`${limit / 100} %`);
  for (const least of Object.values(policy.failures.minInteractions))
    expect(text("failures", "bounded")).toContain(String(least));
  expect(text("cost", "unit")).toContain(
    `${policy.cost.unitPercent} % of the calls of the last ${policy.cost.currentHours} h`,
  );
  expect(text("cost", "current")).toContain(`${policy.cost.pricedInteractionsPercent} %`);
  expect(text("cost", "coverage")).toContain(
    `${policy.cost.pricedCallsPercent} % of the billable calls of the last ${policy.cost.windowDays} days`,
  );
  expect(text("cost", "complete")).toContain(`${policy.cost.repeatSeenDays} days`);
  expect(text("cost", "complete")).toContain(`${policy.cost.toldApartPercent} %`);
  expect(text("versions", "continuous")).toContain(`${policy.versions.continuousDays} days`);
  expect(text("versions", "continuous")).toContain(`${policy.versions.recordedWithinHours} h`);
  expect(text("versions", "declared-is-observed")).toContain(
    `${policy.versions.agreeingPercent} % of the calls of the last ${policy.versions.observedDays} days`,
  );
  expect(text("versions", "rollback")).toContain(`${policy.versions.rollbackDays} days`);
  expect(text("audit", "retention")).toContain(`${policy.audit.retentionDays} days`);
  expect(text("audit", "intact")).toContain(`${policy.audit.verifiedWithinHours} h`);
  expect(text("ownership", "runbook")).toContain(`${policy.ownership.runbookWords} words`);
  expect(text("ownership", "runbook")).toContain(`${policy.ownership.linkDays} days`);
  expect(text("ownership", "tested")).toContain(`${policy.ownership.runbookTestDays} days`);
  expect(text("ownership", "on-call")).toContain(`${policy.ownership.rotationDays} days`);
  expect(text("ownership", "pageable")).toContain(`${policy.ownership.pagedWithinDays} days`);
});

test("a rate under the limit can be seen in the traffic that the limit asks for", () => {
  const { limitPerTenThousand, minInteractions } = criteria.policy.failures;
  for (const stakes of ["high", "standard", "low"] as const) {
    expect(3 / minInteractions[stakes]).toBeLessThanOrEqual(limitPerTenThousand[stakes] / 10_000);
  }
});
