import { afterEach, expect, test, vi } from "vitest";
import { pool } from "#lib/core/db";
import { stopBackgroundWork } from "#lib/core/lifecycle";
import { runSoon } from "./run-soon.ts";
import { startJobs } from "./worker.ts";

vi.mock("#lib/core/env", async (original) => {
  const real = await original<typeof import("#lib/core/env")>();
  return { ...real, env: () => ({ ...real.env(), THRESHOLD_JOBS: "on" as const }) };
});

afterEach(() => stopBackgroundWork());

const never = () => Promise.resolve();

async function scheduled(): Promise<string[]> {
  const found = await pool().query<{ name: string; cron: string }>(
    "SELECT name, cron FROM pgboss.schedule ORDER BY name",
  );
  return found.rows.map((row) => `${row.name} ${row.cron}`);
}

test("the schedule in the database is the list of jobs, also after one was removed", async () => {
  await startJobs([
    { name: "first", cron: "*/5 * * * *", run: never },
    { name: "second", cron: "0 3 * * *", run: never },
  ]);
  expect(await scheduled()).toEqual(["first */5 * * * *", "second 0 3 * * *"]);
  await stopBackgroundWork();
  await startJobs([{ name: "second", cron: "0 4 * * *", run: never }]);
  expect(await scheduled()).toEqual(["second 0 4 * * *"]);
});

test("a queued job runs with the time of its run, and stopping waits for it", async () => {
  const ran = Promise.withResolvers<Date>();
  let finished = false;
  const run = async (now: Date): Promise<void> => {
    ran.resolve(now);
    await new Promise((resolve) => setImmediate(resolve));
    finished = true;
  };
  await startJobs([{ name: "third", cron: "0 0 1 1 *", run }]);
  const before = Date.now();
  await pool().query("INSERT INTO pgboss.job (name) VALUES ('third')");
  expect((await ran.promise).getTime()).toBeGreaterThanOrEqual(before);
  await stopBackgroundWork();
  expect(finished).toBe(true);
});

test("a job that is asked for runs before its time, and asking without a queue does nothing", async () => {
  const ran = Promise.withResolvers<void>();
  await runSoon("fourth");
  await startJobs([{ name: "fourth", cron: "0 0 1 1 *", run: async () => ran.resolve() }]);
  await runSoon("fourth");
  await ran.promise;
  await stopBackgroundWork();
  await runSoon("fourth");
});
