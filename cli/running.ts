import { featureOf, parseOptions } from "./arguments.ts";
import { connectionOf, request } from "./client.ts";
import { wrongUse } from "./problem.ts";
import type { Terminal } from "./terminal.ts";

export const runningHelp = `threshold running [--at 2026-03-14] [options]

Says what ran on a day or at an instant.

      --at <day or instant>   2026-03-14, or 2026-03-14T09:20:00+01:00 (now)
      --tz <zone>             the zone of the day, such as Europe/Berlin (UTC)
      --environment <name>    production
      --known-at <instant>    as known then (as known now)
      --feature <slug>        the feature (what threshold.yaml names)
  -f, --file <path>           the manifest that names it
      --json, --csv           the answer as JSON or CSV
`;

type Share = {
  release: string;
  weight: number;
  artifacts: { kind: string; name: string; version: string }[];
};
type Segment = { from: string; to: string; certainty: string; shares: Share[]; reason: string | null };
type Answer = { knownAt: string; segments: Segment[] };

/** "90 %" of 0.9, with as many digits as there are. */
const percent = (weight: number) => `${Number((weight * 100).toFixed(4))} %`;

/** The instant with the clock and offset of a zone: "2026-03-14T12:00:00+01:00". UTC stays as the server wrote it. */
export function inZone(instant: string, zone: string): string {
  if (zone === "UTC") return instant;
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  const offset = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(new Date(instant))
    .find((part) => part.type === "timeZoneName")
    ?.value.replace("GMT", "");
  return `${format.format(new Date(instant)).replace(" ", "T")}${offset || "+00:00"}`;
}

function segmentLines({ from, to, certainty, shares, reason }: Segment, zone: string): string[] {
  const begin = inZone(from, zone);
  const head = `${begin}${from === to ? "" : ` to ${inZone(to, zone)}`}  ${certainty === "none" ? "nothing known" : certainty}`;
  const parts = shares.map(({ release, weight, artifacts }) => {
    const versions = artifacts.map(({ kind, name, version }) => `${kind} ${name} ${version}`).join(", ");
    return `  ${percent(weight).padStart(8)}  ${release.slice(0, 12)}  ${versions}`.trimEnd();
  });
  return [head, ...parts, ...(reason ? [`  why: ${reason}`] : [])];
}

export async function running(args: string[], terminal: Terminal): Promise<void> {
  const options = parseOptions(args, {
    at: { type: "string" },
    tz: { type: "string" },
    environment: { type: "string" },
    "known-at": { type: "string" },
    feature: { type: "string" },
    file: { type: "string", short: "f" },
    json: { type: "boolean" },
    csv: { type: "boolean" },
  });
  if (options.json && options.csv) throw wrongUse("Give either --json or --csv.");
  const connection = connectionOf(terminal);
  const feature = await featureOf(options, terminal);
  const { at, tz, environment, "known-at": knownAt } = options;
  const given = Object.entries({ at, tz, environment, knownAt, format: options.csv ? "csv" : undefined });
  const query = new URLSearchParams(
    given.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const path = `/features/${encodeURIComponent(feature)}/running?${query}`;
  const response = await request(connection, { method: "GET", path });
  if (options.csv) {
    terminal.out((await response.text()).trimEnd());
    return;
  }
  const answer = (await response.json()) as Answer;
  if (options.json) terminal.out(JSON.stringify(answer, null, 2));
  else
    for (const segment of answer.segments)
      for (const line of segmentLines(segment, tz ?? "UTC")) terminal.out(line);
}
