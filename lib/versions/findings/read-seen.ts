import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { statusCodes } from "#lib/telemetry/domain";
import { resolveSent } from "./observed.ts";
import type { SeenHour } from "./seen.ts";
import type { SeenInteractions } from "./share-findings.ts";

type Where = { featureId: number; environment: string; from: number; to: number };
/** `grain`: hours unless told. `answers`: only calls in which a model answered. */
type Seen = Where & { grain?: "h" | "d"; answers?: boolean };

const callRow = z.object({
  start: z.coerce.number(),
  release: z.string().nullable(),
  provider: z.string().nullable(),
  requestModel: z.string().nullable(),
  responseModel: z.string().nullable(),
  promptName: z.string().nullable(),
  promptVersion: z.string().nullable(),
  generates: z.boolean(),
  failed: z.boolean(),
  calls: z.coerce.number(),
});

/**
 * Calls of the UTC hours (or days) that begin in a stretch (milliseconds), by what they say of the artifacts that ran: from the
 * rollups and their dimensions, which hold release, models and prompt already, so that no call is read.
 */
export async function readSeen(where: Seen, digests: readonly string[]): Promise<SeenHour[]> {
  const rows = await db().$queryRaw`
    WITH summed AS (
      SELECT r.start, r.dimension_id, r.status, sum(r.calls) AS calls
      FROM call_rollup r
      WHERE r.feature_id = ${where.featureId} AND r.grain = ${where.grain ?? "h"}::"char"
        AND r.start >= ${new Date(where.from).toISOString()}::timestamptz AND r.start < ${new Date(where.to).toISOString()}::timestamptz
      GROUP BY 1, 2, 3)
    SELECT extract(epoch FROM s.start) * 1000 AS start, lower(d.release) AS release, d.provider,
      d.request_model AS "requestModel", d.response_model AS "responseModel", d.prompt_name AS "promptName",
      d.prompt_version AS "promptVersion",
      d.operation IN ('chat', 'text_completion', 'generate_content') AS generates,
      s.status = ${statusCodes.error} AS failed, sum(s.calls) AS calls
    FROM summed s JOIN dimension d ON d.feature_id = ${where.featureId} AND d.id = s.dimension_id
    WHERE d.environment = ${where.environment} AND (${where.answers !== true} OR d.response_model IS NOT NULL)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 HAVING sum(s.calls) > 0
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9`;
  const known = [...digests];
  return z
    .array(callRow)
    .parse(rows)
    .map((row) => ({ ...row, release: row.release === null ? null : resolveSent(row.release, known) }));
}

/** Interactions of the UTC hours that begin in a stretch whose calls all carried the same release. */
export async function readSeenInteractions(
  where: Where,
  digests: readonly string[],
): Promise<SeenInteractions[]> {
  const rows = await db().$queryRaw`
    SELECT extract(epoch FROM r.start) * 1000 AS start, lpad(to_hex(r.release), 12, '0') AS release,
      sum(r.interactions) AS interactions
    FROM interaction_rollup r
    WHERE r.feature_id = ${where.featureId} AND r.environment = ${where.environment} AND r.grain = 'h'
      AND r.start >= ${new Date(where.from).toISOString()}::timestamptz AND r.start < ${new Date(where.to).toISOString()}::timestamptz
      AND r.release > 0
    GROUP BY 1, 2 HAVING sum(r.interactions) > 0 ORDER BY 1, 2`;
  const known = [...digests];
  return z
    .array(z.object({ start: z.coerce.number(), release: z.string(), interactions: z.coerce.number() }))
    .parse(rows)
    .map((row) => ({ ...row, release: resolveSent(row.release, known) }));
}

const registeredRow = z.object({ digest: z.string(), runsFrom: z.coerce.number().nullable() });

/** The feature's releases by digest, each with where it is first believed to run in the environment (milliseconds; null: nowhere). */
export async function readRegistered(
  featureId: number,
  environment: string,
): Promise<Map<string, { runsFrom: number | null }>> {
  const rows = await db().$queryRaw`
    SELECT r.digest, min(extract(epoch FROM lower(i.effective)) * 1000) AS "runsFrom"
    FROM release r
      LEFT JOIN deployment_share s ON s.release_id = r.id
      LEFT JOIN deployment_interval i ON i.deployment_id = s.deployment_id AND i.environment = ${environment}
        AND upper_inf(i.recorded)
    WHERE r.feature_id = ${featureId} GROUP BY 1 ORDER BY 1`;
  return new Map(
    z
      .array(registeredRow)
      .parse(rows)
      .map(({ digest, runsFrom }) => [digest, { runsFrom }]),
  );
}
