import { existsSync } from "node:fs";

// The one without windows is the same engine and takes a fifth less of the time.
const installed = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

/**
 * The browser that this machine has: Playwright's own needs a download, which closed networks refuse. Undefined when
 * there is none; Playwright then looks for its own.
 */
export function chromiumPath(): string | undefined {
  return process.env.PLAYWRIGHT_CHROMIUM || installed.find((path) => existsSync(path));
}

/** How many times slower than this machine it is to be in journeys: what only a fast one passes shows itself. */
export const slowdown = Number(process.env.E2E_SLOWDOWN || 1);

/** What it needs where there is no screen, little shared memory, or no user but root. */
export const chromiumArguments: readonly string[] = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-dev-shm-usage",
];
