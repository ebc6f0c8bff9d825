import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { recount } from "#lib/telemetry/testing/recount";
import { committedMigrations, migrationsDir } from "./committed-migrations.ts";

const name = `upgrade_${process.pid}`;

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("databaseServer") });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

afterAll(() => onServer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));

const apply = async (client: pg.Client, migrations: readonly string[]): Promise<void> => {
  for (const migration of migrations)
    await client.query(readFileSync(join(migrationsDir, migration, "migration.sql"), "utf8"));
};

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
  await onServer(`CREATE DATABASE "${name}"`);
  const url = new URL(inject("databaseServer"));
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const migrations = committedMigrations();
    await apply(client, migrations.slice(0, 2));
    await client.query(oldRows);
    await apply(client, migrations.slice(2));
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
  } finally {
    await client.end();
  }
});
