import "server-only";
import { initialiseFromEnvironment } from "#lib/auth/initialise";
import { markServing, obeyStarter } from "#lib/core/lifecycle";
import { startOwnTraces } from "#lib/core/own-traces";
import { startJobs } from "./worker.ts";

/** What a server process does before its first request: own traces, headless set-up, then the scheduled work. */
export async function startProcess(): Promise<void> {
  obeyStarter();
  startOwnTraces();
  await initialiseFromEnvironment();
  await startJobs();
  markServing();
}
