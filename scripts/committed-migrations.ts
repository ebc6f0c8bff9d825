import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const migrationsDir = join(dirname(fileURLToPath(import.meta.url)), "..", "prisma/migrations");

/** Names of the migrations in the repository, in the order in which they apply. */
export function committedMigrations(): string[] {
  return readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
