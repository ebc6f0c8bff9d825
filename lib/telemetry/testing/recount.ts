import type pg from "pg";

/** Counts everything again from calls and spans with plain SQL that shares nothing with the statement that writes. */
const parts = `
  SELECT d.environment, coalesce(c.interaction_id, c.trace_id) AS id, c.started_at, c.started_at + make_interval(secs => c.duration_us / 1e6) AS ended_at,
    true AS is_call, c.billable, c.cost_nano, c.status, c.attempt, c.input_tokens, c.output_tokens, c.outcome,
    CASE WHEN d.release IS NOT NULL THEN ('x' || substr(d.release, 1, 12))::bit(48)::bigint END AS release
  FROM call c JOIN dimension d ON d.feature_id = c.feature_id AND d.id = c.dimension_id WHERE c.feature_id = $1
  UNION ALL
  SELECT d.environment, coalesce(s.interaction_id, s.trace_id), s.started_at, s.started_at + make_interval(secs => s.duration_us / 1e6),
    false, false, NULL, NULL, NULL, NULL, NULL, s.outcome, NULL
  FROM span s JOIN dimension d ON d.feature_id = s.feature_id AND d.id = s.dimension_id
  WHERE s.feature_id = $1 AND (d.operation <> 'span' OR s.outcome IS NOT NULL)`;

const interactions = `
  SELECT p.environment, p.id, min(p.started_at) AS started_at, max(p.ended_at) AS ended_at,
    count(*) FILTER (WHERE is_call) AS calls, count(*) FILTER (WHERE billable) AS billable_calls,
    count(*) FILTER (WHERE billable AND cost_nano IS NULL) AS unpriced_calls, count(*) FILTER (WHERE status = 2) AS error_calls,
    count(*) FILTER (WHERE attempt = 2) AS retries, count(*) FILTER (WHERE attempt = 3) AS fallbacks,
    coalesce(sum(input_tokens), 0) AS input_tokens, coalesce(sum(output_tokens), 0) AS output_tokens,
    coalesce(sum(cost_nano), 0) AS cost_nano, max(outcome) AS outcome,
    CASE count(DISTINCT release) WHEN 0 THEN 0 WHEN 1 THEN max(release) ELSE -1 END AS release,
    (array_agg(status ORDER BY p.ended_at DESC, status DESC) FILTER (WHERE is_call))[1] AS last_status
  FROM (${parts}) p GROUP BY 1, 2`;

const counted = `
  SELECT *, CASE WHEN outcome IS NOT NULL THEN outcome WHEN last_status = 2 THEN 6 ELSE 0 END AS code
  FROM (${interactions}) i WHERE calls > 0 OR outcome IS NOT NULL`;

const grains = `(VALUES ('h', 'hour'), ('d', 'day')) AS g(grain, unit)`;

const expected: Record<string, string> = {
  interaction: `SELECT environment, id, started_at, ended_at, calls, billable_calls, unpriced_calls, error_calls, retries,
    fallbacks, input_tokens, output_tokens, cost_nano, outcome FROM (${interactions}) i`,
  interaction_rollup: `SELECT environment, grain, date_trunc(unit, started_at, 'UTC') AS start, release, code AS outcome,
    count(*) AS interactions, count(*) FILTER (WHERE unpriced_calls = 0) AS priced_interactions,
    coalesce(sum(cost_nano) FILTER (WHERE unpriced_calls = 0), 0) AS priced_cost_nano, sum(cost_nano) AS cost_nano
    FROM (${counted}) i, ${grains} GROUP BY 1, 2, 3, 4, 5`,
  interaction_cost_bucket: `SELECT environment, grain, date_trunc(unit, started_at, 'UTC') AS start, release,
    code AS outcome, log_bucket(cost_nano::bigint) AS bucket, count(*) AS interactions
    FROM (${counted}) i, ${grains} WHERE unpriced_calls = 0 GROUP BY 1, 2, 3, 4, 5, 6`,
  call_rollup: `SELECT grain, date_trunc(unit, started_at, 'UTC') AS start, dimension_id, attempt, status, count(*) AS calls,
    count(*) FILTER (WHERE billable) AS billable_calls, count(*) FILTER (WHERE billable AND cost_nano IS NULL) AS unpriced_calls,
    count(*) FILTER (WHERE NOT has_unit) AS without_unit, coalesce(sum(input_tokens), 0) AS input_tokens,
    coalesce(sum(output_tokens), 0) AS output_tokens, coalesce(sum(cache_read_tokens), 0) AS cache_read_tokens,
    coalesce(sum(cache_write_tokens), 0) AS cache_write_tokens, coalesce(sum(reasoning_tokens), 0) AS reasoning_tokens,
    coalesce(sum(cost_nano), 0) AS cost_nano, sum(duration_us) AS duration_us
    FROM call, ${grains} WHERE feature_id = $1 GROUP BY 1, 2, 3, 4, 5`,
  call_duration_bucket: `SELECT grain, date_trunc(unit, started_at, 'UTC') AS start, dimension_id, attempt, status,
    log_bucket(duration_us) AS bucket, count(*) AS calls FROM call, ${grains} WHERE feature_id = $1 GROUP BY 1, 2, 3, 4, 5, 6`,
  call_first_token_bucket: `SELECT grain, date_trunc(unit, started_at, 'UTC') AS start, dimension_id, attempt, status,
    log_bucket(time_to_first_token_us) AS bucket, count(*) AS calls FROM call, ${grains}
    WHERE feature_id = $1 AND time_to_first_token_us IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6`,
};

/** Rollup rows that moved away leave zeros behind, which count nothing. */
const notEmpty: Record<string, string> = {
  interaction: "true",
  interaction_rollup: "(interactions, priced_interactions, priced_cost_nano, cost_nano) <> (0, 0, 0, 0)",
  interaction_cost_bucket: "true",
  call_rollup: "calls <> 0",
  call_duration_bucket: "true",
  call_first_token_bucket: "true",
};

type Table = Record<string, unknown>[];

/**
 * What the store holds of a feature and what its rows say it should hold, table by table, as comparable text. Asks the
 * database of this process unless it is given another.
 */
export async function recount(
  featureId: number,
  on?: pg.Pool | pg.Client,
): Promise<{ stored: Record<string, Table>; recounted: Record<string, Table> }> {
  // Loaded when needed: a bench that watches another server's database has none of its own.
  const database = on ?? (await import("#lib/core/db")).pool();
  const stored: Record<string, Table> = {};
  const recounted: Record<string, Table> = {};
  for (const [table, sql] of Object.entries(expected)) {
    const again = await database.query(`SELECT * FROM (${sql}) x ORDER BY x::text`, [featureId]);
    const columns = again.fields.map((field) => field.name).join(", ");
    const kept = await database.query(
      `SELECT * FROM (SELECT ${columns} FROM ${table} WHERE feature_id = $1 AND ${notEmpty[table]}) x ORDER BY x::text`,
      [featureId],
    );
    const text = (rows: Table) =>
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, String(v)])));
    recounted[table] = text(again.rows);
    stored[table] = text(kept.rows);
  }
  return { stored, recounted };
}
