import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { addDays, HOUR_MS } from "#lib/core/time";
import type { CostEvidence, CostPolicy } from "./domain.ts";
import { readWindow } from "./evidence-window.ts";

export type CostFeature = {
  id: number;
  unitKind: "trace" | "conversation" | "attribute";
  unitAttribute: string | null;
  unitLabel: string | null;
};

/** Newest interactions of the window, and of those with a failed call, that are looked into one by one. */
const SAMPLED_INTERACTIONS = 5000;
const SAMPLED_FAILURES = 300;

const count = z.coerce.number();
const instant = z.date().nullable();

async function readInteractions(
  tx: Transaction,
  featureId: number,
  environment: string,
  policy: CostPolicy,
  now: Date,
) {
  const recent = new Date(now.getTime() - policy.currentHours * HOUR_MS);
  const rows = await tx.$queryRaw`
    SELECT coalesce(sum(interactions), 0) AS interactions, coalesce(sum(priced_interactions), 0) AS priced,
           coalesce(sum(priced_cost_nano), 0)::text AS cost,
           (SELECT max(start) FROM interaction_rollup WHERE feature_id = ${featureId} AND environment = ${environment}
             AND grain = 'h' AND start <= ${now.toISOString()}::timestamptz AND interactions > 0) AS last_any,
           (SELECT max(start) FROM interaction_rollup WHERE feature_id = ${featureId} AND environment = ${environment}
             AND grain = 'h' AND start <= ${now.toISOString()}::timestamptz AND priced_interactions > 0 AND priced_cost_nano > 0) AS last_priced
      FROM interaction_rollup
     WHERE feature_id = ${featureId} AND environment = ${environment} AND grain = 'h' AND start > ${recent.toISOString()}::timestamptz AND start <= ${now.toISOString()}::timestamptz`;
  const shape = z.object({
    interactions: count,
    priced: count,
    cost: z.string(),
    last_any: instant,
    last_priced: instant,
  });
  return z.array(shape).length(1).parse(rows)[0] as z.infer<typeof shape>;
}

/** For a sample of failed calls: the next sibling of the same operation, and whether it says that it is a first attempt. */
async function readSiblings(
  tx: Transaction,
  featureId: number,
  environment: string,
  policy: CostPolicy,
  now: Date,
) {
  const from = addDays(now, -policy.windowDays);
  const rows = await tx.$queryRaw`
    WITH newest AS (
      SELECT id, unit_value, started_at, ended_at, calls, error_calls FROM interaction
       WHERE feature_id = ${featureId} AND environment = ${environment} AND started_at > ${from.toISOString()}::timestamptz AND started_at <= ${now.toISOString()}::timestamptz
         AND calls > 0 -- structure alone is no interaction, and could crowd the others out of the sample
       ORDER BY started_at DESC LIMIT ${SAMPLED_INTERACTIONS}
    ), looked_at AS (
      SELECT id, unit_value, started_at, ended_at FROM newest WHERE error_calls > 0 AND calls > 1 ORDER BY started_at DESC LIMIT ${SAMPLED_FAILURES}
    ), follower AS (
      SELECT DISTINCT n.trace_id, n.span_id, n.attempt
        FROM looked_at i
        CROSS JOIN LATERAL (
          -- What is no trace is found by its id; a trace by the times of its interaction, which is as short as it is.
          SELECT * FROM call c WHERE c.feature_id = ${featureId} AND c.interaction_id = i.id
             AND c.started_at >= i.started_at AND c.started_at <= i.ended_at
          UNION ALL
          SELECT * FROM call c WHERE i.unit_value IS NULL AND c.feature_id = ${featureId} AND c.interaction_id IS NULL
             AND c.trace_id = i.id AND c.started_at >= i.started_at AND c.started_at <= i.ended_at
        ) f
        JOIN dimension fd ON fd.feature_id = ${featureId} AND fd.id = f.dimension_id AND f.status = 2 AND f.billable
        CROSS JOIN LATERAL (
          SELECT c.trace_id, c.span_id, c.attempt FROM call c
            JOIN dimension cd ON cd.feature_id = ${featureId} AND cd.id = c.dimension_id AND cd.operation = fd.operation
           WHERE c.feature_id = ${featureId} AND coalesce(c.interaction_id, c.trace_id) = i.id AND c.trace_id = f.trace_id AND c.billable
             AND c.parent_span_id IS NOT DISTINCT FROM f.parent_span_id
             AND c.started_at >= f.started_at + f.duration_us * interval '1 microsecond' AND c.span_id <> f.span_id
             AND c.started_at <= i.ended_at
           ORDER BY c.started_at LIMIT 1
        ) n
    )
    SELECT count(*) AS followed, count(*) FILTER (WHERE attempt = 1) AS called_first FROM follower`;
  const row = z.array(z.object({ followed: count, called_first: count })).parse(rows)[0];
  return { followed: row?.followed ?? 0, calledFirst: row?.called_first ?? 0 };
}

/** What telemetry shows about the cost of one feature in one environment, as of `now`. */
export async function readCostEvidence(
  tx: Transaction,
  feature: CostFeature,
  environment: string,
  policy: CostPolicy,
  now: Date,
): Promise<CostEvidence> {
  const window = await readWindow({ tx, featureId: feature.id, environment }, policy, now);
  const interactions = await readInteractions(tx, feature.id, environment, policy, now);
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return {
    unit: { kind: feature.unitKind, attribute: feature.unitAttribute, label: feature.unitLabel },
    carried: { calls: window.calls, withoutUnit: window.withoutUnit, newestHour: window.newestHour },
    lastCallAt: text(window.lastCall),
    recent: {
      interactions: interactions.interactions,
      priced: interactions.priced,
      pricedCostNano: interactions.cost,
    },
    lastInteractionAt: text(interactions.last_any),
    lastPricedAt: text(interactions.last_priced),
    billable: { calls: window.billable, unpriced: window.unpriced, zeroPriced: window.zero_priced },
    billableTools: {
      calls: window.tools,
      unpriced: window.tools_unpriced,
      zeroPriced: window.tools_zero_priced,
    },
    lastBillableAt: text(window.lastBillable),
    repeats: {
      retries: window.retries,
      fallbacks: window.fallbacks,
      succeeded: window.repeats_ok,
      unpriced: window.repeats_unpriced,
      failedCalls: window.failed,
    },
    lastRepeatAt: text(window.lastRepeat),
    siblings: await readSiblings(tx, feature.id, environment, policy, now),
  };
}
