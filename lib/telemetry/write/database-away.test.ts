import { expect, test } from "vitest";
import { databaseAway } from "./database-away.ts";

test("a Postgres that recovers is away, whether its driver or Prisma says so", () => {
  const said = { originalCode: "57P03", kind: "postgres", code: "57P03", severity: "FATAL" };
  const byPrisma = Object.assign(new Error("Database error."), {
    code: "P2039",
    meta: { modelName: "ApiKey", driverAdapterError: { name: "DriverAdapterError", cause: said } },
  });
  expect(databaseAway(Object.assign(new Error("the database system is starting up"), said))).toBe(true);
  expect(databaseAway(byPrisma)).toBe(true);
});

test("what Postgres refuses to store is no reason to send it again", () => {
  const refused = { code: "22P05", message: "unsupported Unicode escape sequence" };
  expect(databaseAway(refused)).toBe(false);
  expect(databaseAway({ code: "P2039", meta: { driverAdapterError: { cause: refused } } })).toBe(false);
  expect(databaseAway(null)).toBe(false);
});
