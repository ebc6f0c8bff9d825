import type pg from "pg";

/** Days of telemetry in rollups, and of history and verdicts. */
const TELEMETRY_DAYS = 30;
const HISTORY_DAYS = 182;

/** Features, their teams and people, and 30 days of rollups of each; $1 is now. The same for the same number. */
const registry = (features: number): string[] => [
  "SELECT setseed(0.42)",
  `INSERT INTO app_user (id, name, email, role, zone) SELECT gen_random_uuid(), 'Person ' || i, 'person-' || i || '@example.com', 'editor', 'UTC'
   FROM generate_series(1, ${Math.ceil(features / 4)}) AS i`,
  `INSERT INTO team (id, slug, name, accountable_id)
   SELECT gen_random_uuid(), 'team-' || i, 'Team ' || i, (SELECT id FROM app_user WHERE name = 'Person ' || i)
   FROM generate_series(1, ${Math.ceil(features / 10)}) AS i`,
  `INSERT INTO team_member (team_id, user_id)
   SELECT t.id, u.id FROM team t JOIN app_user u ON u.name IN ('Person ' || substr(t.slug, 6), 'Person ' || (substr(t.slug, 6)::int + 1))`,
  `INSERT INTO feature (slug, name, description, stakes, audience, lifecycle, team_id, unit_label, created_at, updated_at, changed_at)
   SELECT 'feature-' || i, 'Feature ' || i, 'What this feature does for its customers, in a sentence or two.',
     (ARRAY['high', 'standard', 'low'])[1 + i % 3]::stakes, 'customer',
     (CASE WHEN i % 20 = 0 THEN 'retired' WHEN i % 7 = 0 THEN 'pilot' ELSE 'production' END)::lifecycle,
     (SELECT id FROM team WHERE slug = 'team-' || 1 + i % ${Math.ceil(features / 10)}), 'claim',
     $1::timestamptz - interval '200 days', $1::timestamptz - interval '2 days', $1::timestamptz - interval '2 days'
   FROM generate_series(1, ${features}) AS i`,
  `INSERT INTO dimension (feature_id, id, environment, operation, name, service_name, provider, request_model, response_model)
   SELECT f.id, f.id * 10 + d, 'production', 'chat', 'chat', 'service-' || f.id, 'openai', 'gpt-4o', 'gpt-4o' FROM feature f, generate_series(1, 2) AS d`,
  ...(["hour", "day"] as const).flatMap((unit) => [
    `INSERT INTO call_rollup (feature_id, grain, start, dimension_id, attempt, status, calls, billable_calls, unpriced_calls, without_unit,
       input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_nano, duration_us, duration_buckets, duration_counts)
     SELECT d.feature_id, '${unit[0]}', s.start, d.id, 1, 1, 40, 40, 0, 0, 40000, 8000, 0, 0, 0, 90000000, 40000000,
       '{340,350,360,370,380,390,400,410}', '{5,5,5,5,5,5,5,5}'
     FROM dimension d CROSS JOIN generate_series(date_trunc('${unit}', $1::timestamptz - interval '${TELEMETRY_DAYS} days', 'UTC'),
       date_trunc('${unit}', $1::timestamptz, 'UTC'), interval '1 ${unit}') AS s (start)`,
    `INSERT INTO interaction_rollup (feature_id, environment, grain, start, outcome, interactions, priced_interactions, priced_cost_nano,
       cost_nano, cost_buckets, cost_counts)
     SELECT f.id, 'production', '${unit[0]}', s.start, o, 20, 20, 90000000, 90000000, '{400,410,420,430}', '{5,5,5,5}'
     FROM feature f CROSS JOIN generate_series(1, 2) AS o CROSS JOIN generate_series(date_trunc('${unit}',
       $1::timestamptz - interval '${TELEMETRY_DAYS} days', 'UTC'), date_trunc('${unit}', $1::timestamptz, 'UTC'), interval '1 ${unit}') AS s (start)`,
  ]),
  "SELECT ensure_telemetry_month(($1::timestamptz - interval '3 days')::date), ensure_telemetry_month($1::date)",
  `INSERT INTO call (feature_id, started_at, trace_id, span_id, interaction_id, dimension_id, duration_us, attempt, status, billable, has_unit)
   SELECT d.feature_id, $1::timestamptz - n * interval '1 hour', gen_random_uuid(), n, gen_random_uuid(), d.id, 900000, 1, 1, true, true
   FROM dimension d, generate_series(1, 40) AS n WHERE d.id % 10 = 1`,
];

/** A past for the cards that were judged: some changes a week, and a verdict for each day. What each change saw lies apart from its row in any case. */
const history = [
  `INSERT INTO scorecard_change (feature_id, criteria, verdict, met, characteristics, inputs, input_digest, changes, at)
   SELECT s.feature_id, s.criteria, s.verdict, s.met, '[]', '{}', s.input_digest,
     jsonb_build_array(jsonb_build_object('id', (ARRAY['cost.coverage', 'ownership.owner', 'versions.continuous', 'failures.bounded'])[1 + (n + s.feature_id) % 4],
       'from', CASE WHEN n / 4 % 2 = 0 THEN 'met' ELSE 'unmet' END, 'to', CASE WHEN n / 4 % 2 = 0 THEN 'unmet' ELSE 'met' END)),
     $1::timestamptz - n * interval '13 hours'
   FROM scorecard s, generate_series(1, ${Math.round((HISTORY_DAYS * 24) / 13)}) AS n`,
  `INSERT INTO verdict_day (day, feature_id, lifecycle, verdict, met)
   SELECT ($1::timestamptz AT TIME ZONE 'UTC')::date - n, f.id, f.lifecycle,
     (ARRAY['production_grade', 'approaching', 'by_accident'])[1 + (f.id + n / 30) % 3], 4
   FROM feature f, generate_series(1, ${HISTORY_DAYS}) AS n ON CONFLICT DO NOTHING`,
];

async function run(client: pg.Client, statements: readonly string[], now: Date): Promise<void> {
  for (const sql of statements) await client.query(sql, sql.includes("$1") ? [now.toISOString()] : []);
  await client.query("VACUUM (ANALYZE)");
}

/** Registers the features with their telemetry. */
export const fillRegistry = (client: pg.Client, features: number, now: Date): Promise<void> =>
  run(client, registry(features), now);

/** Gives the judged features a past. */
export const fillHistory = (client: pg.Client, now: Date): Promise<void> => run(client, history, now);
