import "server-only";
import { env } from "#lib/core/env";
import { lifecycleState, onStop } from "#lib/core/lifecycle";
import { log } from "#lib/core/log";
import { SETTLE_AFTER_MS, settleDue } from "./settle.ts";

type Settling = { timer: NodeJS.Timeout | undefined; running: Promise<void> };

// Route bundles are loaded apart; without the global each would settle by itself.
const holder = globalThis as typeof globalThis & { thresholdSettling?: Settling };

function settling(): Settling {
  if (holder.thresholdSettling) return holder.thresholdSettling;
  const state: Settling = { timer: undefined, running: Promise.resolve() };
  holder.thresholdSettling = state;
  onStop(async () => {
    clearTimeout(state.timer);
    holder.thresholdSettling = undefined;
    await state.running;
  });
  return state;
}

/** After telemetry was stored: settles it a moment later, together with what comes until then. Never throws. */
export function settleSoon(): void {
  if (env().THRESHOLD_JOBS === "off" || lifecycleState() === "stopping") return;
  const state = settling();
  if (state.timer) return;
  const run = async (): Promise<void> => {
    try {
      await settleDue();
    } catch (error) {
      // The notes are still there: the next commit or the job of each minute takes them up.
      log().warn({ err: error }, "Settling traces failed; it will be tried again.");
    }
  };
  state.timer = setTimeout(() => {
    state.timer = undefined;
    state.running = state.running.then(run);
  }, SETTLE_AFTER_MS + 100);
  state.timer.unref();
}
