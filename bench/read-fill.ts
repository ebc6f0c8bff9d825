import type pg from "pg";

/** Days that the calls are spread over. */
const DAYS = 90;
/** Hundredths of the calls up to each feature: one feature has a third of all, the smallest one in a hundred. */
const FEATURE_STEPS = [34, 52, 64, 73, 80, 85, 89, 92, 95, 97, 99];
export const FEATURES = FEATURE_STEPS.length + 1;
/** Features from this one on have interactions that are not traces. */
const FIRST_CONVERSATIONAL = 10;
/** Features whose calls have no price, each tenth. */
const PARTLY_UNPRICED = 4;

const call = (
  alias: string,
) => `CASE ${alias}.kind WHEN 1 THEN 'chat' WHEN 2 THEN 'chat' WHEN 3 THEN 'embeddings'
  WHEN 4 THEN 'execute_tool' WHEN 5 THEN 'execute_tool' ELSE 'invoke_agent' END`;
const model = (
  alias: string,
) => `CASE ${alias}.kind WHEN 1 THEN 'gpt-4o-2024-08-06' WHEN 2 THEN 'gpt-4o-mini-2024-07-18'
  WHEN 3 THEN 'text-embedding-3-small' END`;
const tool = (alias: string) =>
  `CASE ${alias}.kind WHEN 4 THEN 'lookup_account' WHEN 5 THEN 'search_orders' ELSE ${call(alias)} END`;

/** Interactions, then what they are made of; `now` is the newest instant. Random, but the same for the same size. */
const statements = (calls: number): string[] => [
  "SELECT setseed(0.42)",
  `CREATE UNLOGGED TABLE bench_interaction AS
   SELECT i, gen_random_uuid() AS trace_id, width_bucket(random() * 100, ARRAY[${FEATURE_STEPS.join(",")}]::float8[]) + 1 AS feature_id,
     CASE WHEN random() < 0.92 THEN 'production' ELSE 'staging' END AS environment,
     -- What would lie in the rest of today lies in the same hours of the first day.
     CASE WHEN at < $1::timestamptz - interval '1 minute' THEN at ELSE at - interval '${DAYS} days' END AS started_at,
     1 + floor(random() * random() * 5)::int AS n, random() AS told, random() AS dice
   FROM (SELECT i, date_trunc('day', $1::timestamptz, 'UTC') - floor(random() * ${DAYS}) * interval '1 day'
       + (random() + random() + random()) / 3 * interval '1 day' AS at
     FROM generate_series(1, ${Math.ceil(calls / 1.9)}) AS i) AS dated`,
  `CREATE UNLOGGED TABLE bench_release AS
   SELECT feature_id, digest, row_number() OVER (PARTITION BY feature_id ORDER BY id)::int - 1 AS n FROM release`,
  `CREATE UNLOGGED TABLE bench_dimension AS
   SELECT f AS feature_id, e AS environment, k AS kind, r AS n, b.digest AS release,
     hashtextextended(concat_ws('|', f, e, k, r), 0) AS id
   FROM generate_series(1, ${FEATURES}) f, unnest(ARRAY['production', 'staging']) e, generate_series(1, 6) k,
     generate_series(-1, 4) r LEFT JOIN LATERAL (SELECT digest, feature_id FROM bench_release x WHERE x.n = r) b ON true
   WHERE b.feature_id IS NULL OR b.feature_id = f`,
  `INSERT INTO dimension (feature_id, id, environment, operation, name, service_name, provider, request_model, response_model, release)
   SELECT d.feature_id, d.id, d.environment, ${call("d")}, ${tool("d")}, 'service-' || d.feature_id,
     CASE WHEN d.kind <= 3 THEN 'openai' END, ${model("d")}, ${model("d")}, d.release FROM bench_dimension d`,
  `INSERT INTO call (feature_id, started_at, trace_id, span_id, dimension_id, duration_us, attempt, status, billable, has_unit,
     attempt_stated, operation_stated, input_tokens, parent_span_id, cost_nano, interaction_id, time_to_first_token_us,
     output_tokens, cache_read_tokens)
   SELECT x.feature_id, x.started_at, x.trace_id, x.i * 16 + x.k, d.id, x.duration_us, x.attempt, x.status, x.kind <= 3, true, true,
     true, x.input, x.i * 16, CASE WHEN x.kind > 3 OR x.unpriced THEN NULL WHEN x.status = 2 THEN 0
       WHEN x.kind = 3 THEN x.input * 20 ELSE (x.input * 2500 + x.output * 10000) / CASE x.kind WHEN 2 THEN 16 ELSE 1 END END,
     CASE WHEN x.feature_id >= ${FIRST_CONVERSATIONAL} THEN md5(x.trace_id::text)::uuid END,
     CASE WHEN x.kind <= 2 THEN x.duration_us / 4 END, CASE WHEN x.kind <= 2 THEN x.output END,
     CASE WHEN x.kind = 1 AND x.unlike < 0.4 THEN x.input / 2 END
   FROM (
     SELECT b.*, CASE WHEN k > 1 AND b.again < 0.09 THEN CASE WHEN b.again < 0.06 THEN 1 ELSE 2 END
         WHEN k = 1 OR b.unlike < 0.5 THEN CASE WHEN b.unlike < 0.8 THEN 1 ELSE 3 END
         WHEN b.unlike < 0.7 THEN 3 WHEN b.unlike < 0.9 THEN 4 ELSE 5 END AS kind,
       CASE WHEN k > 1 AND b.again < 0.06 THEN 2 WHEN k > 1 AND b.again < 0.09 THEN 3 ELSE 1 END AS attempt
     FROM (
       SELECT i.i, i.trace_id, i.feature_id, i.environment, i.told, k, i.started_at + (k - 1) * interval '1300 milliseconds'
           + random() * interval '1 second' AS started_at, random() AS again, random() AS unlike,
         CASE WHEN random() < 0.03 THEN 2 ELSE 1 END AS status,
         (exp(13.5 + 0.7 * sqrt(-2 * ln(1 - random())) * cos(6.283185307 * random())))::bigint AS duration_us,
         (400 + random() * random() * 6000)::int AS input, (20 + random() * random() * 900)::int AS output,
         i.feature_id = ${PARTLY_UNPRICED} AND random() < 0.1 AS unpriced,
         least(4, floor(extract(epoch FROM i.started_at - ($1::timestamptz - interval '${DAYS} days')) / 86400 / ${DAYS / 5})::int) AS newest
       FROM bench_interaction i CROSS JOIN LATERAL generate_series(1, i.n) AS k
     ) AS b
   ) AS x JOIN bench_dimension d ON d.feature_id = x.feature_id AND d.environment = x.environment AND d.kind = x.kind
     AND d.n = CASE WHEN x.told < 0.03 THEN -1 WHEN x.told < 0.05 THEN greatest(0, x.newest - 1) ELSE greatest(0, x.newest) END
   ORDER BY x.started_at LIMIT ${calls}`,
  `INSERT INTO span (feature_id, started_at, trace_id, span_id, dimension_id, duration_us, status, outcome, interaction_id)
   SELECT i.feature_id, i.started_at - interval '5 milliseconds', i.trace_id, i.i * 16, d.id, 2500000, 1,
     CASE WHEN i.told < 0.9 THEN 1 WHEN i.told < 0.95 THEN 2 WHEN i.told < 0.97 THEN 3 WHEN i.told < 0.99 THEN 4 ELSE 5 END,
     CASE WHEN i.feature_id >= ${FIRST_CONVERSATIONAL} THEN md5(i.trace_id::text)::uuid END
   FROM bench_interaction i JOIN bench_dimension d ON d.feature_id = i.feature_id AND d.environment = i.environment
     AND d.kind = 6 AND d.n = -1
   WHERE i.dice < 0.25 ORDER BY i.started_at`,
  `INSERT INTO interaction (feature_id, environment, id, unit_value, started_at, ended_at, calls, billable_calls, unpriced_calls,
     error_calls, retries, fallbacks, input_tokens, output_tokens, cost_nano, outcome, last_call, release_low, release_high)
   SELECT p.feature_id, p.environment, p.id, CASE WHEN p.feature_id >= ${FIRST_CONVERSATIONAL} THEN left(p.id::text, 8) END,
     min(p.started_at), max(p.ended_at), count(p.status), count(*) FILTER (WHERE p.billable),
     count(*) FILTER (WHERE p.billable AND p.cost_nano IS NULL), count(*) FILTER (WHERE p.status = 2),
     count(*) FILTER (WHERE p.attempt = 2), count(*) FILTER (WHERE p.attempt = 3), coalesce(sum(p.input_tokens), 0),
     coalesce(sum(p.output_tokens), 0), coalesce(sum(p.cost_nano), 0), max(p.outcome),
     max((extract(epoch FROM p.ended_at) * 1000000)::bigint * 2 + (p.status = 2)::int), min(p.release), max(p.release)
   FROM (
     SELECT c.feature_id, d.environment, coalesce(c.interaction_id, c.trace_id) AS id, c.started_at,
       c.started_at + c.duration_us * interval '1 microsecond' AS ended_at, c.status, c.billable, c.cost_nano, c.attempt,
       c.input_tokens, c.output_tokens, c.outcome, release_number(d.release) AS release
     FROM call c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id
     UNION ALL
     SELECT s.feature_id, d.environment, coalesce(s.interaction_id, s.trace_id), s.started_at,
       s.started_at + s.duration_us * interval '1 microsecond', NULL, NULL, NULL, NULL, NULL, NULL, s.outcome, NULL
     FROM span s JOIN dimension d ON d.feature_id = s.feature_id AND d.id = s.dimension_id
   ) AS p GROUP BY 1, 2, 3 ORDER BY min(p.started_at)`,
  ...(["hour", "day"] as const).flatMap((unit) => [callRollup(unit), interactionRollup(unit)]),
  "DROP TABLE bench_interaction, bench_release, bench_dimension",
];

const start = (unit: string, column: string) => `date_trunc('${unit}', ${column}, 'UTC')`;

const callRollup = (unit: "hour" | "day") => `
  INSERT INTO call_rollup
  WITH bucketed AS (
    SELECT feature_id, ${start(unit, "started_at")} AS start, dimension_id, attempt, status, log_bucket(duration_us) AS bucket,
      count(*) AS calls, count(*) FILTER (WHERE billable) AS billable, count(*) FILTER (WHERE billable AND cost_nano IS NULL) AS unpriced,
      coalesce(sum(input_tokens), 0) AS input, coalesce(sum(output_tokens), 0) AS output,
      coalesce(sum(cache_read_tokens), 0) AS cached, coalesce(sum(cost_nano), 0) AS cost, sum(duration_us) AS duration
    FROM call GROUP BY 1, 2, 3, 4, 5, 6
  ), firsts AS (
    SELECT feature_id, start, dimension_id, attempt, status, array_agg(bucket ORDER BY bucket) AS buckets,
      array_agg(n ORDER BY bucket) AS counts
    FROM (SELECT feature_id, ${start(unit, "started_at")} AS start, dimension_id, attempt, status,
        log_bucket(time_to_first_token_us) AS bucket, count(*)::int AS n
      FROM call WHERE time_to_first_token_us IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6) AS b
    GROUP BY 1, 2, 3, 4, 5
  ), sums AS (
    SELECT feature_id, start, dimension_id, attempt, status, sum(calls) AS calls, sum(billable) AS billable,
      sum(unpriced) AS unpriced, sum(input) AS input, sum(output) AS output, sum(cached) AS cached, sum(cost) AS cost,
      sum(duration) AS duration, array_agg(bucket ORDER BY bucket) AS buckets, array_agg(calls::int ORDER BY bucket) AS counts
    FROM bucketed GROUP BY 1, 2, 3, 4, 5
  )
  SELECT s.feature_id, '${unit[0]}', s.start, s.dimension_id, s.attempt, s.status, s.calls, s.billable, s.unpriced, 0, s.input,
    s.output, s.cached, 0, 0, s.cost, s.duration, s.buckets, s.counts, coalesce(f.buckets, '{}'), coalesce(f.counts, '{}')
  FROM sums s LEFT JOIN firsts f USING (feature_id, start, dimension_id, attempt, status)`;

const interactionRollup = (unit: "hour" | "day") => `
  INSERT INTO interaction_rollup (feature_id, environment, grain, start, release, outcome, interactions, priced_interactions,
    priced_cost_nano, cost_nano, cost_buckets, cost_counts)
  WITH bucketed AS (
    SELECT feature_id, environment, ${start(unit, "started_at")} AS start,
      CASE WHEN release_low IS NULL THEN 0 WHEN release_low = release_high THEN release_low ELSE -1 END AS release,
      coalesce(outcome, CASE WHEN last_call % 2 = 1 THEN 6 ELSE 0 END)::smallint AS outcome,
      CASE WHEN unpriced_calls = 0 THEN log_bucket(cost_nano) END AS bucket, count(*) AS n, sum(cost_nano) AS cost
    FROM interaction WHERE calls > 0 OR outcome IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
  )
  SELECT feature_id, environment, '${unit[0]}', start, release, outcome, sum(n), coalesce(sum(n) FILTER (WHERE bucket IS NOT NULL), 0),
    coalesce(sum(cost) FILTER (WHERE bucket IS NOT NULL), 0), sum(cost),
    coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL), '{}'),
    coalesce(array_agg(n::int ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL), '{}')
  FROM bucketed GROUP BY 1, 2, 3, 4, 5, 6`;

/**
 * Puts calls of a realistic mix over 90 days before `now` into an empty store whose features and releases are there,
 * with every count that ingestion would have made of them. One connection; says what it does.
 */
export async function fillTelemetry(
  client: pg.Client,
  calls: number,
  now: Date,
  say: (line: string) => void,
): Promise<void> {
  await client.query("SET work_mem = '256MB'");
  for (let month = 0; month <= DAYS / 28; month += 1) {
    const day = new Date(now.getTime() - month * 28 * 86_400_000).toISOString().slice(0, 10);
    await client.query("SELECT ensure_telemetry_month($1::date)", [day]);
  }
  for (const sql of statements(calls)) {
    const started = Date.now();
    await client.query(sql, sql.includes("$1") ? [now.toISOString()] : []);
    const seconds = (Date.now() - started) / 1000;
    if (seconds > 2) say(`  ${sql.trim().slice(0, 40).replace(/\s+/g, " ")}… ${seconds.toFixed(1)} s`);
  }
  await client.query("VACUUM (ANALYZE)");
}
