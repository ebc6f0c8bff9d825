import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { MANIFEST, readManifest } from "./manifest.ts";
import { wrongUse } from "./problem.ts";
import type { Terminal } from "./terminal.ts";

/** Options by name. Throws with exit code 2 for what is unknown or left over. */
export function parseOptions<O extends ParseArgsOptionsConfig>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw wrongUse(error instanceof Error ? (error.message.split(". ")[0] ?? "") : "");
  }
}

export function requireFeature(feature: string | null | undefined): string {
  if (!feature) throw wrongUse("Which feature? Give --feature <slug>, or name it in threshold.yaml.");
  return feature;
}

/** The feature that was named, or else the one of the manifest, where there is one. */
export async function featureOf(
  options: { feature?: string; file?: string },
  terminal: Terminal,
): Promise<string> {
  if (options.feature !== undefined) return requireFeature(options.feature);
  const path = resolve(terminal.cwd, options.file ?? MANIFEST);
  const exists =
    options.file !== undefined ||
    (await access(path).then(
      () => true,
      () => false,
    ));
  return requireFeature(exists ? (await readManifest(path)).feature : null);
}
