import type pg from "pg";
import type { BackupHead, BackupTable } from "./format.ts";

/** Migrations make it again, and write it themselves. */
const migrationTable = "_prisma_migrations";

/**
 * The tables that hold rows, with their stored columns. Left out: parts of telemetry that are taken off their table and
 * about to be dropped, and the job queue (a schema of its own), which is filled anew by the clock.
 */
export async function tablesOf(client: pg.Client): Promise<BackupTable[]> {
  const { rows } = await client.query<{
    name: string;
    columns: string[];
    parent: string | null;
    bounds: string | null;
    leaving: boolean;
  }>(
    `SELECT c.relname::text AS name, p.relname::text AS parent, pg_get_expr(c.relpartbound, c.oid) AS bounds,
       coalesce(i.inhdetachpending, false) OR (i.inhrelid IS NULL AND EXISTS (SELECT FROM pg_class t WHERE t.relkind = 'p'
         AND t.relnamespace = c.relnamespace AND c.relname ~ ('^' || t.relname || '_\\d{4}_\\d{2}$'))) AS leaving,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
     FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> $1 ORDER BY c.relname`,
    [migrationTable],
  );
  return rows
    .filter(({ leaving }) => !leaving)
    .map(({ name, columns, parent, bounds }) => ({
      name,
      columns,
      partition: parent === null || bounds === null ? null : { parent, bounds },
    }));
}

export async function sequencesOf(client: pg.Client): Promise<BackupHead["sequences"]> {
  const { rows } = await client.query<{ name: string; lastValue: string | null }>(
    `SELECT sequencename::text AS name, last_value::text AS "lastValue" FROM pg_sequences
     WHERE schemaname = 'public' ORDER BY sequencename`,
  );
  return rows;
}

export async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${migrationTable} WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
     ORDER BY migration_name`,
  );
  return rows.map(({ name }) => name);
}

type Constraint = { table: string; name: string; definition: string };

/** References between tables, which are taken off while rows come in and put back, and thereby checked, afterwards. */
export async function referencesOf(client: pg.Client): Promise<Constraint[]> {
  const { rows } = await client.query<Constraint>(
    `SELECT conrelid::regclass::text AS table, conname::text AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND connamespace = 'public'::regnamespace`,
  );
  return rows;
}

type Trigger = { table: string; name: string; enabled: "O" | "A" | "R" };

/** Triggers of ours, which refuse or change what comes in: what comes from a backup went through them once. */
export async function triggersOf(client: pg.Client): Promise<Trigger[]> {
  const { rows } = await client.query<Trigger>(
    `SELECT t.tgrelid::regclass::text AS table, t.tgname::text AS name, t.tgenabled AS enabled
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND c.relnamespace = 'public'::regnamespace`,
  );
  return rows;
}
