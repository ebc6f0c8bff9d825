import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { addDays, HOUR_MS } from "#lib/core/time";
import type { CostEvidence, CostPolicy } from "./domain.ts";

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

const windowRow = z.object({
  calls: count,
  without_unit: count,
  billable: count,
  unpriced: count,
  retries: count,
  fallbacks: count,
  repeats_ok: count,
  repeats_unpriced: count,
  failed: count,
  last_call: instant,
  last_billable: instant,
  last_repeat: instant,
});

async function readWindow(
  tx: Transaction,
  featureId: number,
  environment: string,
  policy: CostPolicy,
  now: Date,
) {
  const from = addDays(now, -policy.windowDays);
  const recent = new Date(now.getTime() - policy.currentHours * HOUR_MS);
  const rows = await tx.$queryRaw`
    SELECT coalesce(sum(r.calls) FILTER (WHERE r.start > ${recent.toISOString()}::timestamptz), 0) AS calls,
           coalesce(sum(r.without_unit) FILTER (WHERE r.start > ${recent.toISOString()}::timestamptz), 0) AS without_unit,
           coalesce(sum(r.billable_calls), 0) AS billable,
           coalesce(sum(r.unpriced_calls), 0) AS unpriced,
           coalesce(sum(r.billable_calls) FILTER (WHERE r.attempt = 2), 0) AS retries,
           coalesce(sum(r.billable_calls) FILTER (WHERE r.attempt = 3), 0) AS fallbacks,
           coalesce(sum(r.billable_calls) FILTER (WHERE r.attempt > 1 AND r.status = 1), 0) AS repeats_ok,
           coalesce(sum(r.unpriced_calls) FILTER (WHERE r.attempt > 1 AND r.status = 1), 0) AS repeats_unpriced,
           coalesce(sum(r.billable_calls) FILTER (WHERE r.status = 2), 0) AS failed,
           max(r.start) FILTER (WHERE r.calls > 0) AS last_call,
           max(r.start) FILTER (WHERE r.billable_calls > 0) AS last_billable,
           max(r.start) FILTER (WHERE r.billable_calls > 0 AND r.attempt > 1) AS last_repeat
      FROM call_rollup r
      JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
     WHERE r.feature_id = ${featureId} AND r.grain = 'h' AND r.start > ${from.toISOString()}::timestamptz AND r.start <= ${now.toISOString()}::timestamptz
       AND d.environment = ${environment}`;
  return z.array(windowRow).length(1).parse(rows)[0] as z.infer<typeof windowRow>;
}

/** Newest days of what the window no longer holds; asked only when the window has none. */
async function readEarlier(tx: Transaction, featureId: number, environment: string, now: Date) {
  const rows = await tx.$queryRaw`
    SELECT max(r.start) FILTER (WHERE r.calls > 0) AS last_call,
           max(r.start) FILTER (WHERE r.billable_calls > 0) AS last_billable,
           max(r.start) FILTER (WHERE r.billable_calls > 0 AND r.attempt > 1) AS last_repeat
      FROM call_rollup r
      JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
     WHERE r.feature_id = ${featureId} AND r.grain = 'd' AND r.start <= ${now.toISOString()}::timestamptz AND d.environment = ${environment}`;
  return z
    .array(z.object({ last_call: instant, last_billable: instant, last_repeat: instant }))
    .parse(rows)[0];
}

async function readNewestHour(tx: Transaction, featureId: number, environment: string, at: Date | null) {
  if (at === null) return { calls: 0, withoutUnit: 0 };
  const rows = await tx.$queryRaw`
    SELECT coalesce(sum(r.calls), 0) AS calls, coalesce(sum(r.without_unit), 0) AS without_unit
      FROM call_rollup r
      JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
     WHERE r.feature_id = ${featureId} AND r.grain = 'h' AND r.start = ${at.toISOString()}::timestamptz AND d.environment = ${environment}`;
  const row = z.array(z.object({ calls: count, without_unit: count })).parse(rows)[0];
  return { calls: row?.calls ?? 0, withoutUnit: row?.without_unit ?? 0 };
}

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
      SELECT id, started_at, ended_at, calls, error_calls FROM interaction
       WHERE feature_id = ${featureId} AND environment = ${environment} AND started_at > ${from.toISOString()}::timestamptz AND started_at <= ${now.toISOString()}::timestamptz
         AND calls > 0 -- structure alone is no interaction, and could crowd the others out of the sample
       ORDER BY started_at DESC LIMIT ${SAMPLED_INTERACTIONS}
    ), looked_at AS (
      SELECT id, started_at, ended_at FROM newest WHERE error_calls > 0 AND calls > 1 ORDER BY started_at DESC LIMIT ${SAMPLED_FAILURES}
    ), follower AS (
      SELECT DISTINCT n.trace_id, n.span_id, n.attempt
        FROM looked_at i
        JOIN call f ON f.feature_id = ${featureId} AND coalesce(f.interaction_id, f.trace_id) = i.id AND f.status = 2 AND f.billable
                   AND f.started_at >= i.started_at AND f.started_at <= i.ended_at
        JOIN dimension fd ON fd.feature_id = ${featureId} AND fd.id = f.dimension_id
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
  const window = await readWindow(tx, feature.id, environment, policy, now);
  const complete = window.last_call && window.last_billable && window.last_repeat;
  const earlier = complete ? undefined : await readEarlier(tx, feature.id, environment, now);
  const interactions = await readInteractions(tx, feature.id, environment, policy, now);
  const text = (at: Date | null | undefined) => at?.toISOString() ?? null;
  return {
    unit: { kind: feature.unitKind, attribute: feature.unitAttribute, label: feature.unitLabel },
    carried: {
      calls: window.calls,
      withoutUnit: window.without_unit,
      newestHour: await readNewestHour(tx, feature.id, environment, window.last_call),
    },
    lastCallAt: text(window.last_call ?? earlier?.last_call),
    recent: {
      interactions: interactions.interactions,
      priced: interactions.priced,
      pricedCostNano: interactions.cost,
    },
    lastInteractionAt: text(interactions.last_any),
    lastPricedAt: text(interactions.last_priced),
    billable: { calls: window.billable, unpriced: window.unpriced },
    lastBillableAt: text(window.last_billable ?? earlier?.last_billable),
    repeats: {
      retries: window.retries,
      fallbacks: window.fallbacks,
      succeeded: window.repeats_ok,
      unpriced: window.repeats_unpriced,
      failedCalls: window.failed,
    },
    lastRepeatAt: text(window.last_repeat ?? earlier?.last_repeat),
    siblings: await readSiblings(tx, feature.id, environment, policy, now),
  };
}
