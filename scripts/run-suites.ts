import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { prepareBuild, prepareClient } from "./build.ts";
import { quietEnvironment, root } from "./install.mjs";
import { Problem } from "./problem.ts";
import { type Finished, runChild } from "./run-child.ts";
import { type Counts, playwrightCounts, settled, totalLine, vitestCounts } from "./suite-counts.ts";
import { temporaryDirectory } from "./temporary-postgres.ts";

/** A build of its own, so that tests never change the one that a server beside them serves. */
const buildDir = ".next-test";
const reports = temporaryDirectory("reports");
const interrupted = new AbortController();

type Outcome = { counts: Counts; output: string };

/** Tests see none of the settings of a server: not its database, not its port, not its keys. */
function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...quietEnvironment,
    NODE_ENV: "test",
    FORCE_COLOR: "0",
    ...more,
  };
  delete env.NO_COLOR;
  for (const name of Object.keys(env)) {
    if (/^(THRESHOLD_|NEXTAUTH_|OIDC_|DATABASE_URL|SMTP_URL|PORT$|HOST$)/.test(name) && !(name in more))
      delete env[name];
  }
  return env;
}

function tool(name: string, args: string[], more?: Record<string, string>): Promise<Finished> {
  return runChild(process.execPath, [join(root, "node_modules", name), ...args], {
    cwd: root,
    env: environment(more),
    signal: interrupted.signal,
  });
}

/** A check that either passes or fails as a whole. */
async function check(...commands: [name: string, ...args: string[]][]): Promise<Outcome> {
  for (const [name, ...args] of commands) {
    const { code, output } = await tool(name, args);
    if (code !== 0) return { counts: { passed: 0, failed: 1 }, output };
  }
  return { counts: { passed: 1, failed: 0 }, output: "" };
}

function reportOf<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : undefined;
}

async function vitest(project: string): Promise<Outcome> {
  const file = join(reports, `${project}.json`);
  const args = [
    "run",
    "--project",
    project,
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  const { code, output } = await tool("vitest/vitest.mjs", args);
  const report = reportOf<Parameters<typeof vitestCounts>[0]>(file);
  return { counts: settled(report && vitestCounts(report), code), output };
}

async function build(): Promise<Outcome> {
  try {
    await prepareBuild({ root, buildDir, signal: interrupted.signal });
    return { counts: { passed: 1, failed: 0 }, output: "" };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { counts: { passed: 0, failed: 1 }, output: error.message };
  }
}

async function browser(): Promise<Outcome> {
  const file = join(reports, "browser.json");
  const { code, output } = await tool("@playwright/test/cli.js", ["test", "--reporter=dot,json"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    THRESHOLD_BUILD_DIR: buildDir,
  });
  const report = reportOf<Parameters<typeof playwrightCounts>[0]>(file);
  return { counts: settled(report && playwrightCounts(report), code), output };
}

const biome = "@biomejs/biome/bin/biome";
const suites: Record<string, () => Promise<Outcome>> = {
  format: () => check([biome, "format"]),
  lint: () => check([biome, "lint", "--error-on-warnings", "--max-diagnostics=50"]),
  types: () => check(["next/dist/bin/next", "typegen"], ["typescript/bin/tsc", "--noEmit"]),
  knip: () => check(["knip/bin/knip.js", "--no-progress"]),
  unit: () => vitest("unit"),
  db: () => vitest("db"),
  build,
  browser,
};

async function runAll(names: string[]): Promise<number> {
  const all: Counts[] = [];
  for (const name of names) {
    const suite = suites[name];
    if (!suite)
      throw new Problem(`There is no suite "${name}". The suites are ${Object.keys(suites).join(", ")}.`);
    const started = performance.now();
    const { counts, output } = await suite();
    all.push(counts);
    if (counts.failed > 0) console.log(`\n${output.trim()}\n`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed in ${seconds} s`);
  }
  console.log(totalLine(all));
  return all.some((counts) => counts.failed > 0) ? 1 : 0;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => interrupted.abort());

async function main(): Promise<number> {
  const named = process.argv.slice(2);
  try {
    await prepareClient({ root, signal: interrupted.signal, say: (line) => console.log(line) });
    return await runAll(named.length > 0 ? named : Object.keys(suites));
  } catch (error) {
    console.error(
      error instanceof Problem ? error.message : interrupted.signal.aborted ? "Interrupted." : error,
    );
    return 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

process.exit(await main());
