import { root } from "./install.mjs";
import { Problem } from "./problem.ts";
import { readSettings } from "./settings.ts";
import { type Context, supervise } from "./supervise.ts";

// npm passes on the signal that the terminal has already sent, so that one Ctrl-C arrives up to three times.
const sameSignalMs = 1_000;

/** Serves with this environment until a signal comes; resolves to the exit code. `whenUp` is told once it serves. */
export async function serveUntilStopped(
  env: Record<string, string | undefined>,
  whenUp?: Context["whenUp"],
): Promise<number> {
  const stopping = new AbortController();
  const hurrying = new AbortController();
  let askedAt = 0;
  const ask = (): void => {
    const now = Date.now();
    if (!stopping.signal.aborted) {
      askedAt = now;
      stopping.abort();
    } else if (now - askedAt > sameSignalMs) hurrying.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, ask);
  // The process that started us on this Node was killed: nobody could stop us any more.
  process.once("disconnect", ask);
  try {
    const settings = readSettings(env, root);
    const say = (line: string) => console.log(line);
    await supervise({
      root,
      settings,
      env,
      say,
      stopping: stopping.signal,
      hurrying: hurrying.signal,
      whenUp,
    });
    console.log("Stopped.");
    return 0;
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    return 1;
  }
}
