import "server-only";
import { log } from "#lib/core/log";

type Send = (name: string) => Promise<unknown>;

// Route bundles are loaded apart from the jobs; without the global they would not find the queue.
const holder = globalThis as typeof globalThis & { thresholdRunSoon?: Send };

/** Makes the queue of this process known to its routes; undefined once it is stopped. */
export function offerQueue(send: Send | undefined): void {
  holder.thresholdRunSoon = send;
}

/**
 * Has a job run within seconds rather than at its next scheduled minute. Never throws: without a queue in this process,
 * or while it fails, the schedule brings the run all the same.
 */
export async function runSoon(name: string): Promise<void> {
  try {
    await holder.thresholdRunSoon?.(name);
  } catch (error) {
    log().warn({ err: error, job: name }, "A job could not be queued; its schedule will run it.");
  }
}
