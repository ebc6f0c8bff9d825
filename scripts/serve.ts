import { root } from "./install.mjs";
import { Problem } from "./problem.ts";
import { readSettings } from "./settings.ts";
import { supervise } from "./supervise.ts";

const stopping = new AbortController();
const hurrying = new AbortController();
// npm passes on the signal that the terminal has already sent, so that one Ctrl-C arrives up to three times.
const sameSignalMs = 1_000;
let askedAt = 0;

function ask(): void {
  const now = Date.now();
  if (!stopping.signal.aborted) {
    askedAt = now;
    stopping.abort();
  } else if (now - askedAt > sameSignalMs) hurrying.abort();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, ask);
// The process that started us on this Node was killed: nobody could stop us any more.
process.once("disconnect", ask);

async function main(): Promise<number> {
  try {
    const settings = readSettings(process.env, root);
    await supervise({
      root,
      settings,
      env: process.env,
      say: (line) => console.log(line),
      stopping: stopping.signal,
      hurrying: hurrying.signal,
    });
    console.log("Stopped.");
    return 0;
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    return 1;
  }
}

process.exit(await main());
