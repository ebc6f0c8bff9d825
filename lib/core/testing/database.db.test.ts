import { expect, test } from "vitest";
import { db, pool } from "#lib/core/db";
import { freshDatabase } from "./database.ts";

test("a test file starts on a migrated database without rows", async () => {
  expect(await db().user.count()).toBe(0);
  const migrations = await pool().query("SELECT 1 FROM _prisma_migrations WHERE finished_at IS NOT NULL");
  expect(migrations.rowCount).toBeGreaterThan(0);
});

test("a further database is apart from the file's own", async () => {
  const other = await freshDatabase("apart");
  expect(other).not.toBe(process.env.DATABASE_URL);
});
