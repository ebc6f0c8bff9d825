import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { MILLION } from "./domain.ts";
import { instantText } from "./instant.ts";
import type { DeploymentAnswer } from "./schema.ts";

const instant = z.bigint().transform((micros) => instantText(Number(micros)));

const rows = z.array(
  z.object({
    id: z.string(),
    environment: z.string(),
    effectiveAt: instant,
    until: instant.nullable(),
    reason: z.string(),
    reportedBy: z.string(),
    reportedAt: instant,
    rollbackFrom: z.string().nullable(),
    shares: z.array(z.object({ releaseId: z.string(), release: z.string(), ppm: z.number() })),
  }),
);

/** A report and, beside what people see, the id of the release of each share. */
export type DeploymentRow = DeploymentAnswer & { releaseIds: string[] };

/** Reports by id, instants to the microsecond, the greatest share first. */
export async function readDeployments(tx: Transaction, ids: string[]): Promise<DeploymentRow[]> {
  const found = await tx.$queryRaw`
    SELECT d.id::text, d.environment, d.reason, d.reported_by AS "reportedBy",
      (extract(epoch FROM d.effective_at) * 1000000)::bigint AS "effectiveAt",
      (extract(epoch FROM d.until) * 1000000)::bigint AS until,
      (extract(epoch FROM d.recorded_at) * 1000000)::bigint AS "reportedAt",
      (SELECT r.digest FROM release r WHERE r.id = d.rollback_from) AS "rollbackFrom",
      (SELECT json_agg(json_build_object('releaseId', r.id, 'release', r.digest, 'ppm', s.weight_ppm)
        ORDER BY s.weight_ppm DESC, r.digest)
        FROM deployment_share s JOIN release r ON r.id = s.release_id WHERE s.deployment_id = d.id) AS shares
    FROM deployment d WHERE d.id = ANY(${ids}::uuid[]) ORDER BY d.effective_at, d.recorded_at`;
  return rows.parse(found).map(({ shares, ...row }) => ({
    ...row,
    shares: shares.map(({ release, ppm }) => ({ release, weight: ppm / MILLION })),
    releaseIds: shares.map((share) => share.releaseId),
  }));
}
