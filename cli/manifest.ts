import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { wrongUse } from "./problem.ts";

const MEBIBYTE = 1024 * 1024;
export const MANIFEST = "threshold.yaml";

export type Entry = {
  kind: string;
  name: string;
  version?: string;
  file?: string;
  content?: string;
  digest?: string;
  change?: string;
};
export type Manifest = { feature: string | null; directory: string; entries: Entry[] };
export type Artifact = {
  kind: string;
  name: string;
  version?: string;
  content?: string;
  digest?: string;
  change?: string;
};

const fields = ["kind", "name", "version", "file", "content", "digest", "change"] as const;

function entryOf(value: unknown, where: string): Entry {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrongUse(`${where} is no map of kind, name and so on.`);
  const unknown = Object.keys(value).filter((key) => !(fields as readonly string[]).includes(key));
  if (unknown.length > 0)
    throw wrongUse(
      `${where} has ${unknown.join(", ")}, which no artifact has. It may have ${fields.join(", ")}.`,
    );
  const texts = Object.entries(value).map(([key, one]) => {
    // YAML reads 1.10 as a number and would lose its zero: better to ask than to guess.
    if (typeof one !== "string") throw wrongUse(`${where}: ${key} must be text; put it in quotes.`);
    return [key, one] as const;
  });
  const entry: Partial<Entry> = Object.fromEntries(texts);
  const { kind, name } = entry;
  if (!kind || !name) throw wrongUse(`${where} has no ${kind ? "name" : "kind"}.`);
  if (entry.file !== undefined && entry.content !== undefined)
    throw wrongUse(`${where} has both file and content; give one.`);
  return { ...entry, kind, name };
}

/** Reads a manifest. Throws with one sentence on what is wrong with it. */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(path, "utf8").catch(() => {
    throw wrongUse(`There is no ${path}. Make one (threshold release --help shows how) or name it with -f.`);
  });
  return parseManifest(text, path);
}

/** Reads the text of a manifest; `path` is where it stands. Throws with one sentence on what is wrong with it. */
export function parseManifest(text: string, path: string): Manifest {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw wrongUse(`${path} is no valid YAML: ${error instanceof Error ? error.message.split("\n")[0] : ""}`);
  }
  if (typeof value !== "object" || value === null) throw wrongUse(`${path} has no artifacts.`);
  const { feature, artifacts } = value as { feature?: unknown; artifacts?: unknown };
  if (feature !== undefined && typeof feature !== "string")
    throw wrongUse(`${path}: feature must be the feature's name in URLs.`);
  if (!Array.isArray(artifacts) || artifacts.length === 0) throw wrongUse(`${path} has no artifacts.`);
  const entries = artifacts.map((one, index) => entryOf(one, `${path}: artifact ${index + 1}`));
  return { feature: feature ?? null, directory: dirname(resolve(path)), entries };
}

/** What a file is to a release: its text; only its digest where it is no UTF-8 text or larger than 1 MiB. */
async function readFileOf(
  directory: string,
  file: string,
): Promise<{ content: string } | { digest: string }> {
  const path = resolve(directory, file);
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw wrongUse(`${path} is no file.`);
  return contentOf(await readFile(path));
}

/** The text of bytes; only their digest where they are no UTF-8 text or more than 1 MiB. */
export function contentOf(bytes: Uint8Array): { content: string } | { digest: string } {
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (bytes.byteLength > MEBIBYTE || bytes.includes(0)) return { digest };
  try {
    return { content: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { digest };
  }
}

/** The artifacts as the API takes them. `change` is the reason of those that say none. */
export async function artifactsOf(manifest: Manifest, change: string | undefined): Promise<Artifact[]> {
  return Promise.all(
    manifest.entries.map(async ({ file, ...entry }) => ({
      ...entry,
      ...(file === undefined ? {} : await readFileOf(manifest.directory, file)),
      change: entry.change ?? change,
    })),
  );
}

/** The commit that is checked out, with -dirty when the tree differs from it; undefined where git knows none. */
export async function commitOf(directory: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(
      "git",
      ["describe", "--always", "--dirty", "--abbrev=40", "--exclude", "*"],
      {
        cwd: directory,
      },
    );
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
