import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { migrationsDir } from "#scripts/committed-migrations";

/** First in the archive: what it was made from, so that a restore can refuse before it touches anything. */
export const headFile = "backup.json";
/** Last in the archive: without it the archive is not whole. */
export const endFile = "checksums.json";
export const secretFile = "secrets/nextauth-secret";

const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const tableSchema = z.object({
  name,
  columns: z.array(name).min(1),
  /** For a part of a partitioned table: which, and the bounds as Postgres writes them. */
  partition: z.object({ parent: name, bounds: z.string().regex(/^(FOR VALUES [^;]*|DEFAULT)$/) }).nullable(),
});
export type BackupTable = z.infer<typeof tableSchema>;

export const headSchema = z.object({
  format: z.literal(1),
  threshold: z.string(),
  createdAt: z.string(),
  postgres: z.number(),
  /** Applied migrations in their order, with the SHA-256 of their scripts. */
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(tableSchema),
  sequences: z.array(z.object({ name, lastValue: z.string().regex(/^\d+$/).nullable() })),
});
export type BackupHead = z.infer<typeof headSchema>;

export const endSchema = z.object({
  /** By name of the file without its number; of the content of all its pieces one after another. */
  files: z.record(
    z.string(),
    z.object({ sha256: z.string(), bytes: z.number(), rows: z.number().nullable() }),
  ),
});
export type BackupEnd = z.infer<typeof endSchema>;

/** "data/call_2026_03/000004.copy": pieces of a table lie in order. */
export const pieceName = (table: string, index: number): string =>
  `data/${table}/${String(index).padStart(6, "0")}.copy`;

/** The name under which a file's digest is kept. */
export const digestName = (file: string): string => file.replace(/\/\d{6}\.copy$/, "");

export function migrationDigest(migration: string): string {
  return createHash("sha256")
    .update(readFileSync(join(migrationsDir, migration, "migration.sql")))
    .digest("hex");
}

/** So that the text of a value is the same whoever reads it, and read back exactly. */
export const copySettings = `SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC';
SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL synchronize_seqscans = off;
SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL search_path = public; SET LOCAL client_encoding = 'UTF8'`;
