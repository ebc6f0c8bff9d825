import { randomBytes } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { Archive } from "./archive.ts";

/** A disk with room for so many bytes. */
class Disk extends Writable {
  bytesWritten = 0;
  readonly #room: number;
  constructor(room: number) {
    super();
    this.#room = room;
  }
  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.bytesWritten += chunk.length;
    done(this.bytesWritten > this.#room ? new Error("no space left") : undefined);
  }
}

const fill = async (archive: Archive): Promise<void> => {
  for (let n = 0; n < 64; n += 1) await archive.add(`data/call/${n}.copy`, randomBytes(1 << 18));
  await archive.end();
};

test("a disk that gets full while somebody writes is heard of by them", async () => {
  await expect(fill(new Archive(new Disk(1 << 20)))).rejects.toThrow("no space left");
});

test("one that was full before anybody waited is heard of by the next who writes, and at the end", async () => {
  for (const next of ["add", "end"] as const) {
    const disk = new Disk(0);
    const archive = new Archive(disk);
    await archive.add("data/call/0.copy", randomBytes(12_000));
    disk.destroy(new Error("no space left"));
    await new Promise((resolve) => disk.once("close", resolve));
    await expect(next === "add" ? fill(archive) : archive.end()).rejects.toThrow("no space left");
  }
});

test.skipIf(!existsSync("/dev/full"))("the system's own full disk ends it too", async () => {
  await expect(fill(new Archive(createWriteStream("/dev/full")))).rejects.toThrow(/ENOSPC/);
});

test("with room it says how much it took", async () => {
  const disk = new Disk(Number.POSITIVE_INFINITY);
  const archive = new Archive(disk);
  await fill(archive);
  expect(archive.bytes).toBe(disk.bytesWritten);
  expect(archive.bytes).toBeGreaterThan(64 << 18);
});
