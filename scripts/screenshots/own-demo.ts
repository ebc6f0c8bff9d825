import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { administrator, emailOf } from "#scripts/demo/company";
import { readState } from "#scripts/demo/demo-state";
import { freePort } from "#scripts/free-port";
import { temporaryDirectory } from "#scripts/temporary-postgres";

export type Installation = { url: string; email: string; password: string; stop(): Promise<void> };

/** Starts `npm run demo` on a free port and an empty data directory, and waits until the company is loaded. */
export async function ownDemo(root: string, say: (line: string) => void): Promise<Installation> {
  const dataDir = temporaryDirectory("screenshots");
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [join(root, "scripts/demo/run.ts")], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      THRESHOLD_DATA_DIR: dataDir,
      THRESHOLD_URL: url,
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await exited;
    rmSync(dataDir, { recursive: true, force: true });
  };
  const loaded = new Promise<boolean>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (/^\d+ %|^Building|^Loading/.test(line)) say(line);
      if (line.includes("Everybody signs in with the password")) resolve(true);
    });
    void exited.then(() => resolve(false));
  });
  try {
    if (!(await loaded)) throw new Error("The demo ended while it was loaded; its messages are above.");
    return { url, email: emailOf(administrator.id), password: readState(dataDir).password, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
