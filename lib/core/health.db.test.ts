import { afterEach, expect, test } from "vitest";
import { disconnect, pool } from "./db.ts";
import { readHealth } from "./health.ts";
import { markServing, stopBackgroundWork } from "./lifecycle.ts";

const database = process.env.DATABASE_URL;

afterEach(async () => {
  await disconnect();
  process.env.DATABASE_URL = database;
  markServing();
});

test("a served, migrated database is healthy", async () => {
  markServing();
  expect(await readHealth()).toEqual({
    status: "ok",
    database: "ok",
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
});

test("a migration that is not applied makes it unavailable", async () => {
  await pool().query("UPDATE _prisma_migrations SET rolled_back_at = now()");
  expect(await readHealth()).toMatchObject({ status: "unavailable", database: "migrations_pending" });
  await pool().query("UPDATE _prisma_migrations SET rolled_back_at = NULL");
  expect(await readHealth()).toMatchObject({ status: "ok" });
});

test("a database that does not answer makes it unavailable and names nothing", async () => {
  await pool().query("ALTER TABLE _prisma_migrations RENAME TO moved_away");
  const health = await readHealth();
  await pool().query("ALTER TABLE moved_away RENAME TO _prisma_migrations");
  expect(health).toMatchObject({ status: "unavailable", database: "unreachable" });
  expect(Object.keys(health)).toEqual(["status", "database", "version"]);
});

test("a server that is ending is not ready although its database is", async () => {
  await stopBackgroundWork();
  expect(await readHealth()).toMatchObject({ status: "stopping", database: "ok" });
});
