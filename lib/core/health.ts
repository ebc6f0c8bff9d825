import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { pool } from "./db.ts";
import { lifecycleState } from "./lifecycle.ts";
import { log } from "./log.ts";

export type Health = {
  status: "ok" | "starting" | "stopping" | "unavailable";
  database: "ok" | "unreachable" | "migrations_pending";
  /** Threshold's own. */
  version: string;
};

const answerWithinMs = 2_000;
const packageFile = z.object({ version: z.string() });

/** The version of this checkout. */
export function version(): string {
  return packageFile.parse(JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8"))).version;
}

async function databaseState(): Promise<Health["database"]> {
  const committed = readdirSync(join(process.cwd(), "prisma/migrations"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const applied = await pool().query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const names = new Set(applied.rows.map((row) => row.migration_name));
  return committed.every((name) => names.has(name)) ? "ok" : "migrations_pending";
}

/** Whether this server can answer requests now. Says nothing that a stranger may not know; never throws. */
export async function readHealth(): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<"unreachable">((resolve) => {
    timer = setTimeout(() => resolve("unreachable"), answerWithinMs);
  });
  const asked = databaseState().catch((error: unknown) => {
    log().warn({ err: error }, "The health check could not read the database.");
    return "unreachable" as const;
  });
  const database = await Promise.race([asked, tooSlow]);
  clearTimeout(timer);
  const state = lifecycleState();
  const status = state !== "serving" ? state : database === "ok" ? "ok" : "unavailable";
  return { status, database, version: version() };
}
