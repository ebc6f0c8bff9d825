import { featureOf, parseOptions } from "./arguments.ts";
import { connectionOf, request } from "./client.ts";
import { wrongUse } from "./problem.ts";
import type { Terminal } from "./terminal.ts";

export const deployHelp = `threshold deploy --release <digest> --reason <why> [options]
threshold deploy --share <digest>=0.9 --share <digest>=0.1 --reason <why> [options]

Records which releases got which share of the traffic, from when. Prints the deployment's id on standard output.

      --release <digest>       all traffic to this release (12 digits or more)
      --share <digest>=<part>  a part of the traffic; parts sum to 1
      --reason <why>           required
      --environment <name>     production
      --effective-at <time>    when it began, as 2026-03-14T12:00:00+01:00 (now)
      --until <time>           when it ended or will end; without it, it runs until the next deployment
      --reported-by <name>     who says so (the key's name)
      --feature <slug>         the feature (what threshold.yaml names)
  -f, --file <path>            the manifest that names it
      --idempotency-key <key>  the same key never records twice
      --json                   the whole answer as JSON
`;

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

function sharesOf(release: string | undefined, shares: string[]): { release: string; weight: number }[] {
  if (release !== undefined && shares.length > 0)
    throw wrongUse("Give either --release or --share, not both.");
  if (release !== undefined) return [{ release, weight: 1 }];
  if (shares.length === 0)
    throw wrongUse("Say which release: --release <digest>, or --share <digest>=<part> for each.");
  return shares.map((share) => {
    const match = /^([0-9a-fA-F]+)=(0?\.\d+|0|1|1\.0+|0\.\d+)$/.exec(share);
    if (!match?.[1]) throw wrongUse(`--share ${share} is not <digest>=<part>, such as 91be07aa41c3=0.1.`);
    return { release: match[1], weight: Number(match[2]) };
  });
}

function timeOf(name: string, value: string | undefined): string | undefined {
  if (value !== undefined && !instant.test(value)) {
    throw wrongUse(`--${name} ${value} is no instant with its offset, such as 2026-03-14T12:00:00+01:00.`);
  }
  return value;
}

export async function deploy(args: string[], terminal: Terminal): Promise<void> {
  const options = parseOptions(args, {
    release: { type: "string" },
    share: { type: "string", multiple: true },
    reason: { type: "string" },
    environment: { type: "string" },
    "effective-at": { type: "string" },
    until: { type: "string" },
    "reported-by": { type: "string" },
    feature: { type: "string" },
    file: { type: "string", short: "f" },
    "idempotency-key": { type: "string" },
    json: { type: "boolean" },
  });
  const shares = sharesOf(options.release, options.share ?? []);
  if (!options.reason?.trim()) throw wrongUse("Say why: --reason <why>.");
  const effectiveAt = timeOf("effective-at", options["effective-at"]) ?? new Date().toISOString();
  const until = timeOf("until", options.until);
  const connection = connectionOf(terminal);
  const feature = await featureOf(options, terminal);
  const environment = options.environment ?? "production";
  const response = await request(connection, {
    method: "POST",
    path: `/features/${encodeURIComponent(feature)}/deployments`,
    body: {
      environment,
      shares,
      effectiveAt,
      until,
      reason: options.reason,
      reportedBy: options["reported-by"],
    },
    idempotencyKey: options["idempotency-key"],
  });
  const answer = (await response.json()) as { id: string; effectiveAt: string };
  if (options.json) {
    terminal.out(JSON.stringify(answer, null, 2));
    return;
  }
  const done = response.status === 201 ? "Recorded" : "Known already";
  terminal.note(`${done}: ${feature} in ${environment} from ${answer.effectiveAt}.`);
  terminal.out(answer.id);
}
