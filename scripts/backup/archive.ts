import { createHash, type Hash } from "node:crypto";
import { once } from "node:events";
import type { Writable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { createGzip, type Gzip } from "node:zlib";
import * as format from "./format.ts";
import { tarEnd, tarEntry } from "./tar.ts";

export const json = (value: object): Buffer => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

/** Appends files to a compressed archive and keeps their digests. Every method throws what the file below it says. */
export class Archive {
  readonly #gzip: Gzip = createGzip({ level: 4 });
  readonly #file: Writable & { readonly bytesWritten: number };
  readonly #written: Promise<void>;
  readonly #hashes = new Map<string, { hash: Hash; bytes: number; rows: number | null }>();
  readonly #now = new Date();

  constructor(file: Writable & { readonly bytesWritten: number }) {
    this.#file = file;
    this.#written = pipeline(this.#gzip, file);
    // A disk that is full says so at any time; the next who writes hears of it.
    this.#written.catch(() => undefined);
  }
  async add(name: string, content: Buffer): Promise<void> {
    const key = format.digestName(name);
    const known = this.#hashes.get(key) ?? { hash: createHash("sha256"), bytes: 0, rows: null };
    known.hash.update(content);
    known.bytes += content.length;
    this.#hashes.set(key, known);
    await this.#write(tarEntry(name, content, this.#now));
  }
  counted(table: string, rows: number): void {
    const known = this.#hashes.get(`data/${table}`);
    if (known) known.rows = rows;
  }
  async end(): Promise<void> {
    const files = [...this.#hashes].map(([name, { hash, bytes, rows }]) => [
      name,
      { sha256: hash.digest("hex"), bytes, rows },
    ]);
    const end = { files: Object.fromEntries(files) } satisfies format.BackupEnd;
    await this.#write(tarEntry(format.endFile, json(end), this.#now));
    await this.#write(tarEnd);
    this.#gzip.end();
    await this.#written;
    await finished(this.#file);
  }
  async #write(bytes: Buffer): Promise<void> {
    if (!this.#gzip.write(bytes)) await Promise.race([once(this.#gzip, "drain"), this.#written]);
  }
  get bytes(): number {
    return this.#file.bytesWritten;
  }
}
