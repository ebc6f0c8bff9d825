import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, ownNode, root } from "./install.mjs";

/**
 * Installs what is missing and runs a script of this folder on the Node that comes as a package. In this process when
 * it is that Node already, else in a child that gets our signals and ends when we do.
 */
export async function runOnOwnNode(script) {
  if (!(await ensureInstalled())) {
    process.exitCode = 1;
    return;
  }
  const path = join(root, "scripts", script);
  if (realpathSync(process.execPath) === realpathSync(ownNode)) {
    await import(path);
    return;
  }
  // A process group of its own: Ctrl-C reaches the child once, through us, and not a second time from the terminal.
  const child = spawn(ownNode, [path, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    detached: true,
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("error", (error) => {
    console.error(`${ownNode} does not run: ${error.message}`);
    process.exitCode = 1;
  });
  child.once("exit", (code) => {
    process.exitCode = code ?? 1;
    if (child.connected) child.disconnect();
  });
}
