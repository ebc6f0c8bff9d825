import "server-only";
import { readAuditEvidence } from "#lib/audit/evidence";
import type { Transaction } from "#lib/core/db";
import { readCostEvidence } from "#lib/cost/evidence";
import { readFailuresEvidence } from "#lib/failures/evidence";
import { readOwnershipEvidence } from "#lib/ownership/evidence";
import { readQualityEvidence } from "#lib/quality/evidence";
import { readVersionsEvidence } from "#lib/versions/evidence";
import type { Feature } from "#prisma/client";
import type { Criteria } from "./criteria.ts";
import type { Inputs } from "./inputs.ts";

/** Everything that the judges see of a feature, as of `now`. One query after the other: they share a connection. */
export async function readInputs(
  tx: Transaction,
  feature: Feature,
  criteria: Criteria,
  now: Date,
): Promise<Inputs> {
  const { environment, policy } = criteria;
  return {
    feature: {
      slug: feature.slug,
      lifecycle: feature.lifecycle,
      stakes: feature.stakes,
      usesRetrieval: feature.usesRetrieval,
      contentPolicy: feature.contentPolicy,
      createdAt: feature.createdAt.toISOString(),
    },
    quality: await readQualityEvidence(tx, feature.id, environment, now),
    failures: await readFailuresEvidence(tx, feature.id, environment, policy.failures, now),
    cost: await readCostEvidence(tx, feature, environment, policy.cost, now),
    versions: await readVersionsEvidence(tx, feature.id, environment, policy.versions, now),
    audit: readAuditEvidence(),
    ownership: await readOwnershipEvidence(tx, feature, policy.ownership, now),
  };
}
