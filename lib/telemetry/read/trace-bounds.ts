import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import type { Bounds } from "#lib/telemetry/period";

const row = z.object({ first: z.date().nullable(), last: z.date().nullable() });

/**
 * The bounds narrowed to where the calls of a trace lie, from the indexes that name traces: the interaction that is the
 * trace, and calls whose interaction is another unit. Null where the trace is not known or lies outside.
 */
export async function traceBounds(
  featureIds: number[],
  trace: string,
  { from, to }: Bounds,
): Promise<Bounds | null> {
  const rows = await db().$queryRaw`
    SELECT min(at) AS first, max(at) AS last FROM (
      SELECT unnest(ARRAY[i.started_at, i.ended_at]) AS at
      FROM (SELECT DISTINCT feature_id, environment FROM dimension WHERE feature_id = ANY (${featureIds}::int[])) AS e
        JOIN interaction i ON i.feature_id = e.feature_id AND i.environment = e.environment AND i.id = ${trace}::uuid
      UNION ALL
      SELECT c.started_at FROM call c
      WHERE c.feature_id = ANY (${featureIds}::int[]) AND c.trace_id = ${trace}::uuid AND c.interaction_id IS NOT NULL
    ) AS places`;
  const { first, last } = z.array(row).parse(rows)[0] ?? { first: null, last: null };
  if (first === null || last === null) return null;
  const after = new Date(last.getTime() + 1);
  return {
    from: from && from > first ? from : first,
    to: to && to < after ? to : after,
  };
}
