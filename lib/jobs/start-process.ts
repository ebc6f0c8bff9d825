import "server-only";
import { initialiseFromEnvironment } from "#lib/auth/initialise";
import { markServing, obeyStarter } from "#lib/core/lifecycle";
import { startJobs } from "./worker.ts";

/** What a server process does before its first request: headless set-up, then the scheduled work. */
export async function startProcess(): Promise<void> {
  obeyStarter();
  await initialiseFromEnvironment();
  await startJobs();
  markServing();
}
