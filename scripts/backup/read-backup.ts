import { createHash, type Hash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { committedMigrations } from "#scripts/committed-migrations";
import { firstLine, Problem } from "#scripts/problem";
import {
  type BackupEnd,
  type BackupHead,
  digestName,
  endFile,
  endSchema,
  headFile,
  headSchema,
  migrationDigest,
  secretFile,
} from "./format.ts";
import { readTar, type TarFile } from "./tar.ts";

async function* filesOf(path: string): AsyncGenerator<TarFile> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  const plain = createGunzip({ chunkSize: 1 << 20 });
  file.once("error", (error) => plain.destroy(error));
  try {
    yield* readTar(file.pipe(plain));
  } finally {
    file.destroy();
    plain.destroy();
  }
}

export type Backup = { path: string; head: BackupHead; end: BackupEnd; secret: string | undefined };

/**
 * Reads a backup from its beginning to its end and compares every byte with its digests. Throws a Problem for what is
 * damaged, cut off, no backup, or of a version that this Threshold cannot restore.
 */
export async function openBackup(path: string): Promise<Backup> {
  if (!existsSync(path)) throw new Problem(`There is no file ${path}.`);
  try {
    return await check(path);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      `${path} cannot be restored: ${firstLine(error)}. Take another backup; nothing was changed.`,
    );
  }
}

async function check(path: string): Promise<Backup> {
  const hashes = new Map<string, { hash: Hash; bytes: number }>();
  let head: BackupHead | undefined;
  let end: BackupEnd | undefined;
  let secret: string | undefined;
  for await (const { name, content } of filesOf(path)) {
    if (!head && name !== headFile) throw new Error("it is no backup of Threshold");
    if (name === endFile) {
      end = endSchema.parse(JSON.parse(content.toString("utf8")));
      continue;
    }
    const known = hashes.get(digestName(name)) ?? { hash: createHash("sha256"), bytes: 0 };
    known.hash.update(content);
    known.bytes += content.length;
    hashes.set(digestName(name), known);
    if (name === headFile) {
      const read = headSchema.safeParse(JSON.parse(content.toString("utf8")));
      if (!read.success) throw new Error("its format is one that this Threshold does not know");
      head = read.data;
      requireMigrations(path, head);
    }
    if (name === secretFile) secret = content.toString("utf8").trim();
  }
  if (!head) throw new Error("it is empty");
  if (!end) throw new Error("it was cut off before its end");
  for (const [name, { sha256, bytes }] of Object.entries(end.files)) {
    const found = hashes.get(name);
    if (found?.bytes !== bytes || found.hash.digest("hex") !== sha256) throw new Error(`${name} is damaged`);
    hashes.delete(name);
  }
  if (hashes.size > 0) throw new Error(`${[...hashes.keys()][0]} is not on its list`);
  return { path, head, end, secret };
}

/** Rows fit the tables that exactly these migrations make; this Threshold has to know them all. */
function requireMigrations(path: string, { migrations, threshold }: BackupHead): void {
  const committed = new Set(committedMigrations());
  for (const { name, sha256 } of migrations) {
    if (!committed.has(name))
      throw new Problem(
        `${path} was made by Threshold ${threshold} with the migration ${name}, which this one does not know. Restore it with that version or a newer one.`,
      );
    if (migrationDigest(name) !== sha256)
      throw new Problem(`The migration ${name} of ${path} is another one than the one of this Threshold.`);
  }
}

/** The rows of each table in the order of the archive, as the bytes of COPY. A table's bytes have to be taken before the next table. */
export async function* tableData(
  path: string,
): AsyncGenerator<{ table: string; bytes: AsyncGenerator<Buffer> }> {
  const files = filesOf(path);
  let next = await files.next();
  const tableOf = (name: string) => /^data\/([^/]+)\/\d{6}\.copy$/.exec(name)?.[1];
  while (!next.done) {
    const table = tableOf(next.value.name);
    if (table === undefined) {
      next = await files.next();
      continue;
    }
    async function* bytes(): AsyncGenerator<Buffer> {
      while (!next.done && tableOf(next.value.name) === table) {
        yield next.value.content;
        next = await files.next();
      }
    }
    yield { table, bytes: bytes() };
  }
}
