import { expect, inject, test } from "vitest";
import { recount } from "#lib/telemetry/testing/recount";
import { upgraded } from "./testing/upgrade-database.ts";

/** Four hundred calls and a hundred spans over three months, as the tables of 0002 hold them, and what was counted. */
const oldRows = `
SELECT ensure_telemetry_month(month::date) FROM generate_series('2026-01-01'::date, '2026-03-01', '1 month') AS month;
INSERT INTO feature (id, slug, name, stakes, audience, lifecycle, updated_at)
  VALUES (7, 'kept', 'Kept', 'low', 'internal', 'production', now());
INSERT INTO dimension (feature_id, id, environment, operation, name, release)
  SELECT 7, n, CASE n % 2 WHEN 0 THEN 'production' ELSE 'staging' END, 'chat', 'chat',
    CASE n / 2 WHEN 0 THEN NULL WHEN 1 THEN repeat('ab', 32) ELSE 'cdef01234567' END
  FROM generate_series(0, 5) AS n;
INSERT INTO call (feature_id, started_at, trace_id, span_id, parent_span_id, interaction_id, dimension_id, duration_us,
    time_to_first_token_us, cost_nano, input_tokens, output_tokens, attempt, status, billable, has_unit, outcome)
  SELECT 7, '2026-01-31 20:00Z'::timestamptz + n * interval '2 hours 17 minutes', md5('t' || n / 3)::uuid, n, NULL,
    CASE WHEN n % 2 = 0 THEN md5('t' || n / 3)::uuid ELSE md5('conversation' || n % 9)::uuid END, n / 5 % 6, n * 997,
    CASE WHEN n % 4 = 0 THEN n * 101 END, CASE WHEN n % 5 > 0 THEN n * 1000 END, n, n % 50, 1 + n % 3, 1 + (n % 7 = 0)::int,
    n % 8 > 0, true, CASE WHEN n % 11 = 0 THEN 1 + n % 5 END
  FROM generate_series(1, 400) AS n;
INSERT INTO span (feature_id, started_at, trace_id, span_id, interaction_id, dimension_id, duration_us, status, outcome)
  SELECT 7, '2026-01-31 21:00Z'::timestamptz + n * interval '5 hours', md5('t' || n)::uuid, 9000 + n, md5('t' || n)::uuid,
    n % 6, 1000, 1, CASE WHEN n % 3 = 0 THEN 2 END
  FROM generate_series(1, 100) AS n;
INSERT INTO interaction (feature_id, environment, id, unit_value, started_at, ended_at, calls, billable_calls,
    unpriced_calls, error_calls, retries, fallbacks, input_tokens, output_tokens, cost_nano, outcome, last_call)
  SELECT 7, d.environment, p.interaction_id, NULL, min(p.started_at), max(p.ended_at), count(*) FILTER (WHERE p.is_call),
    count(*) FILTER (WHERE p.billable), count(*) FILTER (WHERE p.billable AND p.cost_nano IS NULL),
    count(*) FILTER (WHERE p.is_call AND p.status = 2), count(*) FILTER (WHERE p.attempt = 2),
    count(*) FILTER (WHERE p.attempt = 3), coalesce(sum(p.input_tokens), 0), coalesce(sum(p.output_tokens), 0),
    coalesce(sum(p.cost_nano), 0), max(p.outcome),
    max(((extract(epoch FROM p.ended_at) * 1000000)::bigint) * 2 + (p.status = 2)::int) FILTER (WHERE p.is_call)
  FROM (
    SELECT true AS is_call, interaction_id, dimension_id, started_at, started_at + duration_us * interval '1 microsecond' AS ended_at,
      billable, cost_nano, status, attempt, input_tokens, output_tokens, outcome FROM call
    UNION ALL
    SELECT false, interaction_id, dimension_id, started_at, started_at + duration_us * interval '1 microsecond', NULL, NULL, NULL,
      NULL, NULL, NULL, outcome FROM span
  ) p JOIN dimension d ON d.feature_id = 7 AND d.id = p.dimension_id GROUP BY 1, 2, 3;
INSERT INTO call_rollup
  SELECT c.feature_id, g.grain, date_trunc(g.unit, c.started_at, 'UTC'), c.dimension_id, c.attempt, c.status, count(*),
    count(*) FILTER (WHERE billable), count(*) FILTER (WHERE billable AND cost_nano IS NULL), 0, sum(input_tokens),
    sum(output_tokens), 0, 0, 0, coalesce(sum(cost_nano), 0), sum(duration_us)
  FROM call c, (VALUES ('h'::"char", 'hour'), ('d'::"char", 'day')) AS g(grain, unit) GROUP BY 1, 2, 3, 4, 5, 6;`;

test("an installation with telemetry keeps all of it when it is upgraded, and its rollups still equal its rows", async () => {
  await upgraded(inject("databaseServer"), "0003", oldRows, async (client) => {
    const { rows } = await client.query(
      `SELECT count(*)::int AS calls, sum(cost_nano)::text AS cost, sum(input_tokens)::int AS input,
         (SELECT count(*)::int FROM span) AS spans, (SELECT count(*)::int FROM interaction) AS interactions FROM call`,
    );
    const costs = Array.from({ length: 400 }, (_, at) => ((at + 1) % 5 > 0 ? (at + 1) * 1000 : 0));
    expect(rows).toMatchObject([
      { calls: 400, cost: String(costs.reduce((a, b) => a + b)), input: (400 * 401) / 2, spans: 100 },
    ]);
    const { stored, recounted } = await recount(7, client);
    expect(stored).toEqual(recounted);
    expect(stored.interaction_cost_bucket?.length).toBeGreaterThan(50);
    expect(stored.call_first_token_bucket?.length).toBeGreaterThan(50);
    const releases = new Set(stored.interaction_rollup?.map(({ release }) => release));
    expect(releases).toEqual(new Set(["-1", "0", String(0xabababababab), String(0xcdef01234567)]));
  });
});

/** Cards of three features as they were kept before there were days, in a session that lives far from UTC. */
const oldCards = `
SET timezone = 'America/Los_Angeles';
INSERT INTO feature (id, slug, name, stakes, audience, lifecycle, updated_at)
  SELECT n, 'f' || n, 'F', 'low', 'internal', 'production', now() FROM generate_series(1, 3) AS n;
INSERT INTO scorecard (feature_id, criteria, verdict, met, characteristics, inputs, input_digest, evaluated_at)
  SELECT n, '2026.1', 'approaching', 4, '[]', '{}', 'x', '2026-03-05 00:30Z' FROM generate_series(1, 3) AS n;
INSERT INTO scorecard_change (feature_id, criteria, verdict, met, characteristics, inputs, input_digest, changes, at)
  SELECT feature_id, '2026.1', verdict, met, '[]', inputs::jsonb, 'x', '[]', at::timestamptz FROM (VALUES
    (1, 'not_in_production', 1, '{"feature": {"lifecycle": "pilot"}}', '2026-03-01 23:59:59Z'),
    (1, 'by_accident', 2, '{"feature": {"lifecycle": "production"}}', '2026-03-03 08:00Z'),
    (1, 'approaching', 4, '{"feature": {"lifecycle": "production"}}', '2026-03-03 08:00Z'),
    (2, 'approaching', 4, '{}', '2026-03-05 00:00Z')
  ) AS change (feature_id, verdict, met, inputs, at);`;

test("the trend of the portfolio begins with the days that were judged before it was kept", async () => {
  await upgraded(inject("databaseServer"), "0019", oldCards, async (client) => {
    const { rows } = await client.query<{ row: string }>(
      `SELECT concat_ws(' ', feature_id, day, lifecycle, verdict, met) AS row FROM verdict_day ORDER BY feature_id, day`,
    );
    expect(rows.map(({ row }) => row)).toEqual([
      "1 2026-03-01 pilot not_in_production 1",
      "1 2026-03-02 pilot not_in_production 1",
      "1 2026-03-03 production approaching 4",
      "1 2026-03-04 production approaching 4",
      "1 2026-03-05 production approaching 4",
      "2 2026-03-05 production approaching 4",
    ]);
  });
});

/** A runbook whose links an older reader took out: one works, and one worked until it broke. */
const oldLinks = `
INSERT INTO feature (id, slug, name, stakes, audience, lifecycle, updated_at)
  VALUES (1, 'f', 'F', 'low', 'internal', 'production', now());
INSERT INTO runbook_revision (feature_id, number, markdown, digest, author_name, links_read)
  VALUES (1, 1, 'x', 'x', 'Ada', true);
INSERT INTO runbook_link (feature_id, revision, position, url, status, checked_at, worked_at)
  VALUES (1, 1, 0, 'https://a.example', 'works', '2026-03-02Z', '2026-03-02Z'),
         (1, 1, 1, 'https://b.example', 'broken', '2026-03-02Z', '2026-03-01Z');`;

test("runbooks of before are read again for their links, and what broke since has not worked", async () => {
  await upgraded(inject("databaseServer"), "0021", oldLinks, async (client) => {
    const { rows } = await client.query(
      `SELECT links_read, worked_at IS NOT NULL AS worked FROM runbook_link JOIN runbook_revision USING (feature_id) ORDER BY position`,
    );
    expect(rows).toEqual([
      { links_read: false, worked: true },
      { links_read: false, worked: false },
    ]);
  });
});
