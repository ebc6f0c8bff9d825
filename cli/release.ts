import { resolve } from "node:path";
import { parseOptions, requireFeature } from "./arguments.ts";
import { connectionOf, request } from "./client.ts";
import { artifactsOf, commitOf, MANIFEST, readManifest } from "./manifest.ts";
import type { Terminal } from "./terminal.ts";

export const releaseHelp = `threshold release [-f threshold.yaml] [options]

Declares what a feature is made of now. Prints the release's digest, and only that, on standard output.
The same artifacts give the same digest, so it may run on every build.

  -f, --file <path>      the manifest (threshold.yaml)
      --feature <slug>   the feature, when the manifest names none
      --change <reason>  why, for changed artifacts whose entry says nothing
      --commit <id>      the commit (what git has checked out)
      --json             the whole answer as JSON

threshold.yaml:

  feature: claims-triage
  artifacts:
    - kind: prompt            # prompt, model, retrieval, eval_set, tools, guardrail, code, config
      name: reply
      file: prompts/reply.md  # read relative to the manifest; or content: "…", or version: "…"
      change: Shorter letters, after complaint 2211
    - kind: model
      name: chat
      version: gpt-4o-2024-08-06
      change: Cheaper at the same quality
`;

type Answer = {
  release: string;
  artifacts: { kind: string; name: string; version: string; isNew: boolean }[];
};

export async function release(args: string[], terminal: Terminal): Promise<void> {
  const options = parseOptions(args, {
    file: { type: "string", short: "f" },
    feature: { type: "string" },
    change: { type: "string" },
    commit: { type: "string" },
    json: { type: "boolean" },
  });
  const connection = connectionOf(terminal);
  const manifest = await readManifest(resolve(terminal.cwd, options.file ?? MANIFEST));
  const feature = requireFeature(options.feature ?? manifest.feature);
  const artifacts = await artifactsOf(manifest, options.change);
  const commit = options.commit ?? (await commitOf(manifest.directory));
  const response = await request(connection, {
    method: "POST",
    path: `/features/${encodeURIComponent(feature)}/releases`,
    body: { artifacts, commit },
  });
  const answer = (await response.json()) as Answer;
  if (options.json) {
    terminal.out(JSON.stringify(answer, null, 2));
    return;
  }
  terminal.note(
    response.status === 201 ? `New release of ${feature}:` : `${feature} has this release already:`,
  );
  for (const { kind, name, version, isNew } of answer.artifacts) {
    terminal.note(`  ${kind} ${name} ${version}${response.status === 201 && isNew ? " (new)" : ""}`);
  }
  terminal.out(answer.release);
}
