import { deploy, deployHelp } from "./deploy.ts";
import { importGit, importGitHelp } from "./import-git.ts";
import { CliError, wrongUse } from "./problem.ts";
import { release, releaseHelp } from "./release.ts";
import { rollback, rollbackHelp } from "./rollback.ts";
import { running, runningHelp } from "./running.ts";
import type { Terminal } from "./terminal.ts";

const help = `threshold <command> [options]

  release     declare what a feature is made of now; prints the release's digest
  deploy      record which release gets which share of the traffic, from when
  rollback    record that traffic goes back to the release before; prints it
  running     say what ran on a day or at an instant
  import-git  declare the past from git's history, over the files of the manifest

threshold <command> --help tells more. It speaks to THRESHOLD_URL (http://localhost:3000)
with THRESHOLD_API_KEY, a key with the scopes read and write.

Exit codes: 0 done, 1 refused by the server or not reached, 2 wrong use.
`;

const commands: Record<string, { run: (args: string[], terminal: Terminal) => Promise<void>; help: string }> =
  {
    release: { run: release, help: releaseHelp },
    deploy: { run: deploy, help: deployHelp },
    rollback: { run: rollback, help: rollbackHelp },
    "import-git": { run: importGit, help: importGitHelp },
    running: { run: running, help: runningHelp },
  };

const asksForHelp = (argument: string | undefined) => argument === "--help" || argument === "-h";

async function dispatch(args: string[], terminal: Terminal): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined) throw wrongUse(`Which command? ${Object.keys(commands).join(", ")}; or --help.`);
  if (asksForHelp(name) || name === "help")
    return terminal.out((commands[rest[0] ?? ""]?.help ?? help).trimEnd());
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw wrongUse(`There is no command ${name}. There are ${Object.keys(commands).join(", ")}; or --help.`);
  if (rest.some(asksForHelp)) return terminal.out(command.help.trimEnd());
  await command.run(rest, terminal);
}

/** Runs one command line and returns its exit code. What it prints never has the key in it. */
export async function main(args: string[], terminal: Terminal): Promise<number> {
  try {
    await dispatch(args, terminal);
    return 0;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const key = terminal.env.THRESHOLD_API_KEY?.trim();
    terminal.note(`threshold: ${key ? text.replaceAll(key, "[key]") : text}`);
    return error instanceof CliError ? error.exitCode : 1;
  }
}

if (import.meta.main) {
  process.exitCode = await main(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
  });
}
