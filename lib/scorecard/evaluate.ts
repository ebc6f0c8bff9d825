import { judgeAudit } from "#lib/audit/judge";
import { judgeCost } from "#lib/cost/judge";
import { judgeFailures } from "#lib/failures/judge";
import { judgeOwnership } from "#lib/ownership/judge";
import { judgeQuality } from "#lib/quality/judge";
import { judgeVersions } from "#lib/versions/judge";
import type { Criteria } from "./criteria.ts";
import {
  type Characteristic,
  type CharacteristicKey,
  characteristic,
  characteristicKeys,
  type Finding,
  metCount,
  type Verdict,
  verdictOf,
} from "./domain.ts";
import type { Inputs } from "./inputs.ts";

export type Evaluation = {
  verdict: Verdict;
  met: number;
  characteristics: Characteristic[];
  /** RFC 3339: the first instant at which a check that is met now is not by age alone; null when none ever is. */
  validUntil: string | null;
};

/** Every check that the criteria ask for, in their order. Throws when a judge left one out or invented one. */
function complete(key: CharacteristicKey, criteria: Criteria, findings: Finding[]): Characteristic {
  const asked = criteria.checks[key];
  if (findings.length !== asked.length)
    throw new Error(`${key}: ${findings.length} findings for ${asked.length} checks`);
  const checks = asked.map(({ id, title }) => {
    const found = findings.find((one) => one.id === id);
    if (!found) throw new Error(`${key}.${id} was not judged`);
    return { ...found, title };
  });
  return characteristic(key, checks);
}

/**
 * Judges stored or fresh inputs. The same inputs, criteria and instant give the same evaluation; a later instant can
 * only turn what is met into stale, because nothing new was seen.
 */
export function evaluate(inputs: Inputs, criteria: Criteria, now: Date): Evaluation {
  const { feature } = inputs;
  const { policy } = criteria;
  const findings: Record<CharacteristicKey, Finding[]> = {
    quality: judgeQuality({ ...inputs.quality, feature }, policy.quality, now),
    failures: judgeFailures({ ...inputs.failures, feature }, policy.failures, now),
    cost: judgeCost({ ...inputs.cost, feature }, policy.cost, now),
    versions: judgeVersions({ ...inputs.versions, feature }, policy.versions, now),
    audit: judgeAudit({ ...inputs.audit, feature }, policy.audit, now),
    ownership: judgeOwnership({ ...inputs.ownership, feature }, policy.ownership, now),
  };
  const characteristics = characteristicKeys.map((key) => complete(key, criteria, findings[key]));
  const met = metCount(characteristics);
  const ends = characteristics.flatMap((one) => one.checks.flatMap((check) => check.validUntil ?? []));
  return {
    verdict: verdictOf(met, feature.lifecycle),
    met,
    characteristics,
    validUntil: ends.sort()[0] ?? null,
  };
}

export type StatusChange = { id: string; from: string | null; to: string };

/** Checks whose status differs, by their path ("cost.coverage"); from is null for a check that was not judged before. */
export function statusChanges(
  before: readonly Characteristic[],
  after: readonly Characteristic[],
): StatusChange[] {
  const old = new Map<string, string>(
    before.flatMap((one) => one.checks.map((check) => [`${one.key}.${check.id}`, check.status] as const)),
  );
  return after.flatMap((one) =>
    one.checks.flatMap((check) => {
      const id = `${one.key}.${check.id}`;
      const from = old.get(id) ?? null;
      return from === check.status ? [] : [{ id, from, to: check.status }];
    }),
  );
}
