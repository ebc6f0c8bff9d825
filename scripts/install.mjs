// Runs on the Node that the machine brings (20 or newer), before anything is installed.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The Node that comes as a package; everything but this first step runs on it. */
export const ownNode = join(
  root,
  "node_modules/node/bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** Set for everything we start: frameworks neither report home nor look for updates nor download engines. */
export const quietEnvironment = {
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  DO_NOT_TRACK: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  // Prisma fetches an engine unless this names a file; we run the WebAssembly build, so any file will do.
  PRISMA_SCHEMA_ENGINE_BINARY: join(root, "package.json"),
};

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds exactly what package-lock.json asks for; npm writes its own record when it is done. */
export function isInstalled() {
  const wanted = packagesOf("package-lock.json");
  const present = packagesOf("node_modules/.package-lock.json");
  if (!wanted || !present || !existsSync(ownNode)) return false;
  const same = (path) =>
    present[path]?.version === wanted[path]?.version && present[path]?.integrity === wanted[path]?.integrity;
  const missing = Object.keys(wanted).some((path) => path !== "" && !wanted[path].optional && !same(path));
  // A registry may hold an optional build that it lacked when the lock file was written; npm then installs that too.
  const unforeseen = (path) => !wanted[path] && present[path].optional === true;
  return !missing && Object.keys(present).every((path) => same(path) || unforeseen(path));
}

/** The environment for npm: without our own node first on the path, which this very run may replace. */
function environmentForNpm() {
  const own = join(root, "node_modules");
  const path = (process.env.PATH ?? "").split(delimiter).filter((entry) => !entry.startsWith(own));
  return { ...process.env, ...quietEnvironment, NODE_ENV: "development", PATH: path.join(delimiter) };
}

/**
 * Installs what package-lock.json names, when it differs from what is there. Resolves to true when the packages are
 * in place. `npm ci` is not used: it refuses a lock file whose registry lacks a build for some other platform.
 */
export async function ensureInstalled() {
  // An image is made whole, without what only tests and builds need, and cannot be written to.
  if (process.env.THRESHOLD_PREBUILT === "1" || isInstalled()) return true;
  console.log("Installing packages. The first time takes about a minute.");
  const args = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error", "--no-progress"];
  const child = spawn(process.platform === "win32" ? "npm.cmd" : "npm", args, {
    cwd: root,
    env: environmentForNpm(),
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said = (said + chunk).slice(-8000);
    });
  }
  const forward = (signal) => child.kill(signal);
  process.on("SIGINT", forward).on("SIGTERM", forward);
  const code = await new Promise((resolve) => {
    child.once("error", () => resolve(undefined));
    child.once("close", resolve);
  });
  process.off("SIGINT", forward).off("SIGTERM", forward);
  if (code === 0 && isInstalled()) return true;
  if (code === undefined) console.error("npm was not found. Install Node 20 or newer together with npm.");
  else if (code === 0)
    console.error(
      "The packages are installed, but Node 24 is not among them. Remove node_modules and try again.",
    );
  else if (code !== null)
    console.error(
      `${said.trim()}\nThe packages could not be installed; npm says why above. Check the network and try again.`,
    );
  return false;
}
