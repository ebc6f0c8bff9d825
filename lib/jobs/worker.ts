import "server-only";
import { PgBoss } from "pg-boss";
import { env } from "#lib/core/env";
import { onStop } from "#lib/core/lifecycle";
import { log } from "#lib/core/log";
import { type Job, jobs } from "./jobs.ts";
import { offerQueue } from "./run-soon.ts";

const stopWithinMs = 5_000;
const expireInSeconds = 15 * 60;

/**
 * Starts the scheduled work in this process. Several servers on one database share it: the queue hands each run to one
 * of them. Does nothing when THRESHOLD_JOBS is off.
 */
export async function startJobs(list: readonly Job[] = jobs): Promise<void> {
  if (env().THRESHOLD_JOBS === "off") return;
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    application_name: "threshold jobs",
    max: 4,
  });
  // Without a listener an interrupted connection would end the process; pg-boss tries again by itself.
  boss.on("error", (error) => log().error({ err: error }, "The job queue met an error."));
  await boss.start();
  onStop(() => {
    offerQueue(undefined);
    return boss.stop({ graceful: true, timeout: stopWithinMs });
  });
  for (const job of list) await startJob(boss, job);
  offerQueue((name) => boss.send(name));
  await unscheduleOthers(boss, list);
}

async function startJob(boss: PgBoss, { name, cron, run }: Job): Promise<void> {
  // One waiting run is enough: a schedule that falls behind must not pile up.
  await boss.createQueue(name, { policy: "short", retryLimit: 2, retryBackoff: true, expireInSeconds });
  await boss.schedule(name, cron, null, { tz: "UTC" });
  await boss.work(name, async () => {
    try {
      await run(new Date());
    } catch (error) {
      log().error({ err: error, job: name }, "A job failed; it will be tried again.");
      throw error;
    }
  });
}

/** A job that was removed from the list must not be queued for ever by the schedule it left in the database. */
async function unscheduleOthers(boss: PgBoss, list: readonly Job[]): Promise<void> {
  const names = new Set(list.map((job) => job.name));
  for (const { name } of await boss.getSchedules()) if (!names.has(name)) await boss.unschedule(name);
}
