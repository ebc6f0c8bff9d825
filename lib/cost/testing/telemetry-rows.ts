import { randomUUID } from "node:crypto";
import { db, pool } from "#lib/core/db";
import type { Feature } from "#prisma/client";

/** One call to be put into a test's database. What is left out is a first, successful chat of gpt-4o in production. */
export type TestCall = {
  interaction: string;
  at: string;
  costNano: number | null;
  environment?: string;
  operation?: string;
  provider?: string;
  model?: string;
  release?: string;
  serviceName?: string;
  billable?: boolean;
  attempt?: 1 | 2 | 3;
  status?: 1 | 2;
  spanId?: bigint;
  parentSpanId?: bigint;
  traceId?: string;
};

/** A feature of the test's own. */
export function makeFeature(data: Partial<Omit<Feature, "redactionPatterns">> = {}): Promise<Feature> {
  const slug = `f-${randomUUID()}`;
  return db().feature.create({
    data: { slug, name: slug, stakes: "low", audience: "internal", lifecycle: "production", ...data },
  });
}

let nextSpan = 1n;

/**
 * Stores calls and makes interactions and rollups of them by grouping the rows: slow, plain, and apart from the
 * statement that ingestion uses, so that reading is tested against another opinion.
 */
export async function insertCalls(featureId: number, calls: readonly TestCall[]): Promise<void> {
  const months = new Set(calls.map(({ at }) => `${at.slice(0, 7)}-01`));
  for (const month of months) await pool().query("SELECT ensure_telemetry_month($1::date)", [month]);
  const rows = calls.map((call) => ({
    environment: "production",
    operation: "chat",
    provider: "openai",
    model: "gpt-4o",
    release: null,
    serviceName: "svc",
    attempt: 1,
    status: 1,
    billable: call.operation !== "execute_tool",
    traceId: call.interaction,
    parentSpanId: null,
    ...call,
    spanId: (call.spanId ?? nextSpan++).toString(),
    ...(call.parentSpanId === undefined ? {} : { parentSpanId: call.parentSpanId.toString() }),
  }));
  await pool().query(
    `WITH given AS (
       SELECT *, hashtextextended(concat_ws('|', environment, operation, provider, model, release, "serviceName"), 0) AS dim
       FROM jsonb_to_recordset($2::jsonb) AS x (interaction uuid, at timestamptz, "costNano" bigint, environment text,
         operation text, provider text, model text, release text, "serviceName" text, billable boolean, attempt smallint,
         status smallint, "spanId" bigint, "parentSpanId" bigint, "traceId" uuid)
     ), dims AS (
       INSERT INTO dimension (feature_id, id, environment, operation, name, service_name, provider, request_model, release)
       SELECT DISTINCT $1::int, dim, environment, operation, operation, "serviceName", provider, model, release FROM given
       ON CONFLICT DO NOTHING
     )
     INSERT INTO call (feature_id, started_at, trace_id, span_id, parent_span_id, interaction_id, dimension_id,
       duration_us, cost_nano, input_tokens, output_tokens, attempt, status, billable, has_unit, attempt_stated,
       operation_stated)
     SELECT $1::int, at, "traceId", "spanId", "parentSpanId", nullif(interaction, "traceId"), dim, 1500, "costNano", 10, 5, attempt, status,
       billable, true, true, true FROM given`,
    [featureId, JSON.stringify(rows)],
  );
  await rebuild(featureId);
}

async function rebuild(featureId: number): Promise<void> {
  for (const table of ["interaction", "call_rollup", "interaction_rollup"]) {
    await pool().query(`DELETE FROM ${table} WHERE feature_id = $1`, [featureId]);
  }
  await pool().query(
    `INSERT INTO interaction (feature_id, environment, id, started_at, ended_at, calls, billable_calls, unpriced_calls,
       error_calls, retries, fallbacks, input_tokens, output_tokens, cost_nano)
     SELECT c.feature_id, d.environment, coalesce(c.interaction_id, c.trace_id), min(c.started_at), max(c.started_at), count(*),
       count(*) FILTER (WHERE billable), count(*) FILTER (WHERE billable AND cost_nano IS NULL),
       count(*) FILTER (WHERE status = 2), count(*) FILTER (WHERE attempt = 2), count(*) FILTER (WHERE attempt = 3),
       sum(input_tokens), sum(output_tokens), coalesce(sum(cost_nano), 0)
     FROM call c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
     WHERE c.feature_id = $1 GROUP BY 1, 2, 3`,
    [featureId],
  );
  await pool().query(
    `INSERT INTO call_rollup SELECT c.feature_id, g.grain::"char", date_trunc(g.field, c.started_at, 'UTC'), dimension_id,
       attempt, status, count(*), count(*) FILTER (WHERE billable), count(*) FILTER (WHERE billable AND cost_nano IS NULL),
       0, sum(input_tokens), sum(output_tokens), 0, 0, 0, coalesce(sum(cost_nano), 0), sum(duration_us)
     FROM call c, (VALUES ('h', 'hour'), ('d', 'day')) AS g (grain, field)
     WHERE c.feature_id = $1 GROUP BY 1, 2, 3, 4, 5, 6`,
    [featureId],
  );
  await pool().query(
    `INSERT INTO interaction_rollup SELECT feature_id, environment, g.grain::"char", date_trunc(g.field, started_at, 'UTC'),
       0, count(*), count(*) FILTER (WHERE unpriced_calls = 0),
       coalesce(sum(cost_nano) FILTER (WHERE unpriced_calls = 0), 0), sum(cost_nano)
     FROM interaction, (VALUES ('h', 'hour'), ('d', 'day')) AS g (grain, field)
     WHERE feature_id = $1 GROUP BY 1, 2, 3, 4`,
    [featureId],
  );
  await pool().query(
    `UPDATE interaction_rollup r SET cost_buckets = b.buckets, cost_counts = b.counts FROM (
       SELECT environment, grain, start, array_agg(bucket ORDER BY bucket) AS buckets, array_agg(n ORDER BY bucket) AS counts
       FROM (SELECT environment, g.grain::"char" AS grain, date_trunc(g.field, started_at, 'UTC') AS start,
           log_bucket(cost_nano) AS bucket, count(*)::int AS n
         FROM interaction, (VALUES ('h', 'hour'), ('d', 'day')) AS g (grain, field)
         WHERE feature_id = $1 AND unpriced_calls = 0 GROUP BY 1, 2, 3, 4) AS counted
       GROUP BY 1, 2, 3
     ) AS b WHERE r.feature_id = $1 AND (r.environment, r.grain, r.start) = (b.environment, b.grain, b.start)`,
    [featureId],
  );
}
