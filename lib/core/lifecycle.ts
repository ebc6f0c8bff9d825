type Stopper = () => Promise<void>;
type Lifecycle = { state: "starting" | "serving" | "stopping"; stoppers: Stopper[] };

// Route bundles are loaded apart from instrumentation; without the global each would see a state of its own.
const holder = globalThis as typeof globalThis & { thresholdLifecycle?: Lifecycle };

function lifecycle(): Lifecycle {
  holder.thresholdLifecycle ??= { state: "starting", stoppers: [] };
  return holder.thresholdLifecycle;
}

/** Where this process is between its start and its end; only `serving` is ready. */
export function lifecycleState(): Lifecycle["state"] {
  return lifecycle().state;
}

/** Work that must end before the server does: jobs, timers, batches under way. */
export function onStop(stopper: Stopper): void {
  lifecycle().stoppers.push(stopper);
}

/** From now on the process is ready. */
export function markServing(): void {
  lifecycle().state = "serving";
}

/** Ends the background work, each part once; the health check says 503 from its first moment. Never throws. */
export async function stopBackgroundWork(): Promise<void> {
  const current = lifecycle();
  current.state = "stopping";
  await Promise.allSettled(current.stoppers.splice(0).map((stop) => stop()));
}

/**
 * Listens to the process that started us: it says "drain" before it ends us, and hears "drained". When it vanishes
 * without a word (killed), we end ourselves rather than hold the port with nobody to stop us.
 */
export function obeyStarter(): void {
  if (!process.send) return;
  process.on("message", (message) => {
    if (message === "drain") void stopBackgroundWork().then(() => process.send?.("drained"));
  });
  process.once("disconnect", () => {
    void stopBackgroundWork().then(() => process.kill(process.pid, "SIGTERM"));
  });
}
