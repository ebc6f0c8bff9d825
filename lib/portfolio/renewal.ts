import { type CharacteristicKey, checkAnchor, checkPath } from "#lib/scorecard/domain";

/** What renews a check that is met and about to run out, by its path. */
const labels: Record<string, string> = {
  "quality.eval-set": "Renew the eval set",
  "quality.target": "Renew the target",
  "quality.cadence": "Run the eval",
  "quality.production-sample": "Run it on production samples",
  "quality.alert": "Test the alert",
  "quality.on-target": "Run the eval",
  "failures.documented": "Review the failure modes",
  "failures.drilled": "Run the drills",
  "cost.ceiling": "Renew the budget",
  "versions.kinds": "Declare what runs next",
  "versions.continuous": "Declare what runs next",
  "versions.rollback": "Drill the rollback",
  "audit.definition": "Renew the definition",
  "audit.retention": "Renew the retention",
  "ownership.on-call": "Fill the rotation",
  "ownership.tested": "Test the runbook",
  "ownership.pageable": "Send a test page",
};

/** Where a check that is met can be renewed: its place on its characteristic's tab. */
export function renewalOf(slug: string, key: CharacteristicKey, id: string): { label: string; href: string } {
  return {
    label: labels[checkPath(key, id)] ?? "See the check",
    href: `/features/${slug}/${key}#${checkAnchor(key, id)}`,
  };
}

/**
 * Checks whose evidence is traffic itself: each call renews them, so their end is near all the time and says nothing
 * while telemetry arrives.
 */
const byTraffic: ReadonlySet<string> = new Set([
  "failures.bounded",
  "failures.enforced",
  "cost.unit",
  "cost.current",
  "cost.coverage",
  "cost.complete",
  "versions.declared-is-observed",
  "audit.coverage",
  "audit.intact",
]);

/** Whether traffic renews the check. */
export function isKeptByTraffic(key: CharacteristicKey, id: string): boolean {
  return byTraffic.has(checkPath(key, id));
}

/** The checks that this file knows, for the test that holds them to the criteria. */
export const knownPaths: readonly string[] = [...Object.keys(labels), ...byTraffic];
