import { featureOf, parseOptions } from "./arguments.ts";
import { connectionOf, request } from "./client.ts";
import { CliError, wrongUse } from "./problem.ts";
import type { Terminal } from "./terminal.ts";

export const rollbackHelp = `threshold rollback --reason <why> [options]

Records that all traffic goes back to the release that ran before, from now on. Prints that release's digest on
standard output, for the pipeline to switch to: Threshold records what runs and switches no traffic itself.

      --reason <why>         required
      --to <digest>          another release that ran before (12 digits or more)
      --environment <name>   production
      --dry-run              say where it would lead, record nothing
      --feature <slug>       the feature (what threshold.yaml names)
  -f, --file <path>          the manifest that names it
      --json                 the whole answer as JSON
`;

type Plan = {
  current: { release: string; weight: number }[];
  target: { release: string; artifacts: { kind: string; name: string; version: string }[] } | null;
};

const short = (digest: string) => digest.slice(0, 12);

export async function rollback(args: string[], terminal: Terminal): Promise<void> {
  const options = parseOptions(args, {
    reason: { type: "string" },
    to: { type: "string" },
    environment: { type: "string" },
    "dry-run": { type: "boolean" },
    feature: { type: "string" },
    file: { type: "string", short: "f" },
    json: { type: "boolean" },
  });
  if (!options["dry-run"] && !options.reason?.trim()) throw wrongUse("Say why: --reason <why>.");
  const connection = connectionOf(terminal);
  const feature = await featureOf(options, terminal);
  const environment = options.environment ?? "production";
  const path = `/features/${encodeURIComponent(feature)}/rollback`;
  const asked = `${path}?environment=${encodeURIComponent(environment)}`;
  const plan = (await (await request(connection, { method: "GET", path: asked })).json()) as Plan;
  const running = plan.current.map((share) => short(share.release)).join(" and ");
  if (!running) throw new CliError(1, `Nothing is declared to run in ${environment} of ${feature}.`);
  if (options["dry-run"]) {
    if (options.json) return terminal.out(JSON.stringify(plan, null, 2));
    const target = options.to ?? plan.target?.release;
    if (!target)
      throw new CliError(1, `Before ${running}, no release is known to have run in ${environment}.`);
    terminal.note(`${feature} in ${environment} runs ${running}; a rollback would lead to ${short(target)}.`);
    return terminal.out(target);
  }
  const expected = plan.current.map((share) => share.release);
  const body = { environment, reason: options.reason, to: options.to, expected };
  const answer = (await (await request(connection, { method: "POST", path, body })).json()) as {
    shares: { release: string }[];
  };
  if (options.json) return terminal.out(JSON.stringify(answer, null, 2));
  const reached = answer.shares[0]?.release ?? "";
  terminal.note(`Recorded: ${feature} in ${environment} goes back from ${running} to ${short(reached)}.`);
  terminal.note(
    "Threshold switches no traffic. Deploy that release now; telemetry will show whether it runs.",
  );
  terminal.out(reached);
}
