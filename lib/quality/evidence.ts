import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import type { QualityEvidence } from "./domain.ts";

/** The eval set of the release that is believed now to run at `now`; the first by name when releases share traffic. */
export async function readQualityEvidence(
  tx: Transaction,
  featureId: number,
  environment: string,
  now: Date,
): Promise<QualityEvidence> {
  const at = now.toISOString();
  const rows = await tx.$queryRaw`
    SELECT a.name, v.version
      FROM deployment_interval i
      JOIN deployment_share s ON s.deployment_id = i.deployment_id
      JOIN release_artifact ra ON ra.release_id = s.release_id
      JOIN artifact_version v ON v.id = ra.artifact_version_id
      JOIN artifact a ON a.id = v.artifact_id AND a.kind = 'eval_set'
     WHERE i.feature_id = ${featureId} AND i.environment = ${environment}
       AND i.effective @> ${at}::timestamptz AND i.recorded @> ${at}::timestamptz
     ORDER BY s.weight_ppm DESC, a.name LIMIT 1`;
  return { evalSet: z.array(z.object({ name: z.string(), version: z.string() })).parse(rows)[0] ?? null };
}
