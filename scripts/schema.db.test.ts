import pg from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import { pool } from "#lib/core/db";
import { committedDatamodel, diffDatamodels } from "./schema-engine.ts";

type Row = Record<string, unknown>;

const columns = `
  SELECT table_name, column_name, udt_name, is_nullable, column_default IS NOT NULL OR is_identity = 'YES' AS has_default
  FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY table_name, column_name`;

const labels = `
  SELECT t.typname, e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid ORDER BY t.typname, e.enumsortorder`;

const name = `schema_of_model_${process.pid}`;

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("databaseServer") });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** What the Prisma schema alone would make, in a database of its own. */
async function fromModel(): Promise<{ columns: Row[]; labels: Row[] }> {
  await onServer(`CREATE DATABASE "${name}"`);
  const url = new URL(inject("databaseServer"));
  url.pathname = `/${name}`;
  const sql = await diffDatamodels(url.href, [], committedDatamodel());
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
    return { columns: (await client.query(columns)).rows, labels: (await client.query(labels)).rows };
  } finally {
    await client.end();
  }
}

afterAll(() => onServer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));

describe("the migrations", () => {
  it("make every table that the Prisma schema describes, column by column", async () => {
    const model = await fromModel();
    const tables = new Set(model.columns.map((row) => row.table_name));
    const actual = (await pool().query(columns)).rows.filter((row) => tables.has(row.table_name));
    expect(actual).toEqual(model.columns);
    expect((await pool().query(labels)).rows).toEqual(model.labels);
    expect(tables.size).toBeGreaterThan(15);
  });

  it("keep rectangles of what ran apart, and empty ranges out", async () => {
    const { rows } = await pool().query(
      "SELECT conname, contype, pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE conrelid = 'deployment_interval'::regclass",
    );
    const definition = (constraint: string) => rows.find((row) => row.conname === constraint)?.def;
    expect(definition("deployment_interval_no_overlap")).toBe(
      "EXCLUDE USING gist (feature_id WITH =, environment WITH =, effective WITH &&, recorded WITH &&)",
    );
    expect(definition("deployment_interval_effective")).toContain("isempty(effective)");
    expect(definition("deployment_interval_recorded")).toContain("isempty(recorded)");
  });

  it("partition telemetry by time and lead every telemetry table with the feature", async () => {
    const { rows: partitioned } = await pool().query(
      "SELECT partrelid::regclass::text AS name FROM pg_partitioned_table ORDER BY 1",
    );
    expect(partitioned.map((row) => row.name)).toEqual(["call", "call_content", "span"]);
    const { rows: keys } = await pool().query(`
      SELECT conrelid::regclass::text AS name, pg_get_constraintdef(oid) AS def FROM pg_constraint
      WHERE contype = 'p' AND conparentid = 0 AND conrelid::regclass::text IN
        ('call', 'span', 'dimension', 'interaction', 'call_rollup', 'interaction_rollup', 'unsettled')`);
    expect(keys).toHaveLength(7);
    for (const { def } of keys) expect(def).toMatch(/^PRIMARY KEY \(feature_id, /);
  });

  it("refuse to change what was recorded of who did what", async () => {
    await pool().query(
      "INSERT INTO activity (actor_kind, actor_name, action, subject_kind, subject_id, subject_name) VALUES ('system', 'test', 'test.run', 'test', '1', 'test')",
    );
    for (const sql of ["UPDATE activity SET actor_name = 'x'", "DELETE FROM activity", "TRUNCATE activity"]) {
      await expect(pool().query(sql)).rejects.toThrow("append-only");
    }
  });
});
