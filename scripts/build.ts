import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { quietEnvironment } from "./install.mjs";
import { Problem } from "./problem.ts";
import { runChild } from "./run-child.ts";

/** What the build is made from. Tests are left out: a changed test needs no new build. */
const sources = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const leftOut = /(\.test\.tsx?|\/testing\/.*)$/;

/** SHA-256 over the names and contents of files and folders, in a fixed order. */
export function digestOf(root: string, paths: string[]): string {
  const hash = createHash("sha256");
  const add = (path: string): void => {
    const full = join(root, path);
    if (!existsSync(full) || leftOut.test(path)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) add(`${path}/${name}`);
      return;
    }
    const content = readFileSync(full);
    hash.update(`${path}\0${content.length}\0`).update(content);
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}

type Step = { stamp: string; digest: string; work: () => Promise<void> };

/** Does the work unless its stamp says that it was done with the same input. Returns whether it was done now. */
async function unlessDone({ stamp, digest, work }: Step): Promise<boolean> {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return false;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
  return true;
}

type Options = { root: string; buildDir?: string; signal?: AbortSignal; say?: (line: string) => void };

async function run(args: string[], what: string, { root, signal, buildDir }: Options): Promise<void> {
  // A build must not depend on how this server is set up, so it sees none of its variables.
  const env: NodeJS.ProcessEnv = { ...process.env, ...quietEnvironment, NODE_ENV: "production" };
  for (const name of Object.keys(env))
    if (/^(THRESHOLD|NEXTAUTH|OIDC|DATABASE_URL|SMTP)/.test(name)) delete env[name];
  if (buildDir) env.THRESHOLD_BUILD_DIR = buildDir;
  const { code, output } = await runChild(process.execPath, args, { cwd: root, env, signal });
  if (code !== 0) throw new Problem(`${output.trim()}\n${what} failed; the reason is above.`);
}

/** Generates the database client when the schema has changed. */
export function prepareClient(options: Options): Promise<boolean> {
  const { root } = options;
  const prisma = join(root, "node_modules/prisma");
  return unlessDone({
    stamp: join(root, "prisma/generated/.digest"),
    digest: digestOf(root, ["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]),
    work: async () => {
      options.say?.("Generating the database client.");
      await run([join(prisma, "build/index.js"), "generate"], "Generating the database client", options);
    },
  });
}

/** Builds the application when its sources have changed. */
export function prepareBuild(options: Options): Promise<boolean> {
  const { root, buildDir = ".next" } = options;
  return unlessDone({
    stamp: join(root, buildDir, "threshold-digest"),
    digest: digestOf(root, sources),
    work: async () => {
      options.say?.("Building. This takes about half a minute and is only needed after a change.");
      await run([join(root, "node_modules/next/dist/bin/next"), "build"], "The build", options);
    },
  });
}
