import { gzipSync } from "node:zlib";
import type { Random } from "./random.ts";

export type Bytes = Uint8Array<ArrayBuffer>;

const MEBIBYTE = 1024 * 1024;

/** Lengths, counts and numbers that reach beyond what follows them, or beyond 64 bits. */
const varints: readonly number[][] = [
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0x07],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
  [0x80, 0x80, 0x80, 0x80, 0x00],
  [0x80, 0x80, 0x80, 0x20],
  Array.from({ length: 200 }, () => 0x80),
];

/** Not UTF-8: overlong, lone continuation, surrogate, beyond Unicode, cut off. */
const notText: readonly number[][] = [
  [0xc0, 0xaf],
  [0x80],
  [0xed, 0xa0, 0x80],
  [0xf5, 0x90, 0x80, 0x80],
  [0xe2, 0x82],
  [0xff, 0xfe],
];

export function joined(...parts: (Uint8Array | readonly number[])[]): Bytes {
  return new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
}

function replaced(body: Bytes, at: number, count: number, by: Uint8Array | readonly number[]): Bytes {
  return joined(body.subarray(0, at), by, body.subarray(at + count));
}

/** Changes that know nothing of what the bytes mean. */
export const byteChanges: Record<string, (body: Bytes, random: Random) => Bytes> = {
  "bit flips": (body, random) => {
    const changed = body.slice();
    for (let times = random.between(1, 8); times > 0; times -= 1) {
      const at = random.below(changed.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
    }
    return changed;
  },
  "other bytes": (body, random) => {
    const changed = body.slice();
    for (let times = random.between(1, 8); times > 0; times -= 1)
      changed[random.below(changed.length)] = random.pick([0, 1, 0x0a, 0x22, 0x5d, 0x7f, 0x80, 0xff]);
    return changed;
  },
  truncation: (body, random) => body.slice(0, random.below(body.length)),
  "a piece left out": (body, random) =>
    replaced(body, random.below(body.length), random.between(1, body.length), []),
  "a piece twice": (body, random) => {
    const at = random.below(body.length);
    return replaced(body, at, 0, body.subarray(at, at + random.between(1, 300)));
  },
  "a piece elsewhere": (body, random) => {
    const at = random.below(body.length);
    return replaced(body, random.below(body.length), 0, body.subarray(at, at + random.between(1, 60)));
  },
  "random bytes within": (body, random) =>
    replaced(body, random.below(body.length), random.below(3), random.bytes(random.between(1, 40))),
  "huge length": (body, random) =>
    replaced(body, random.below(body.length), random.below(2), random.pick(varints)),
  "not UTF-8": (body, random) => {
    const bad = random.pick(notText);
    return replaced(body, random.below(body.length), bad.length, bad);
  },
  "trailing garbage": (body, random) => joined(body, random.bytes(random.between(1, 64))),
  "nothing but noise": (_, random) => random.bytes(random.below(400)),
};

/** What arrives with `content-encoding: gzip`. */
export const gzipChanges: Record<string, (body: Bytes, random: Random) => Bytes> = {
  gzip: (body) => joined(gzipSync(body)),
  "gzip of a changed body": (body, random) =>
    joined(gzipSync(byteChanges["bit flips"]?.(body, random) ?? body)),
  "changed gzip": (body, random) => byteChanges["bit flips"]?.(joined(gzipSync(body)), random) ?? body,
  "cut-off gzip": (body, random) => byteChanges.truncation?.(joined(gzipSync(body)), random) ?? body,
  "two gzip members": (body) => joined(gzipSync(body.subarray(0, 40)), gzipSync(body.subarray(40))),
  "gzip within gzip": (body) => joined(gzipSync(gzipSync(body))),
  "gzip and garbage": (body, random) => joined(gzipSync(body), random.bytes(9)),
  "not gzip at all": (body) => body,
  "gzip bomb": (_, random) =>
    joined(
      gzipSync(Buffer.alloc(random.between(1, 4) * MEBIBYTE + (random.below(8) === 0 ? 64 * MEBIBYTE : 0))),
    ),
};

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left > 127) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}

/** A protobuf field of wire type 2. */
function field(number: number, content: Uint8Array | readonly number[]): Bytes {
  return joined(varint(number * 8 + 2), varint(content.length), content);
}

const asSpans = (spans: Uint8Array): Bytes => field(1, field(2, spans));

/** Bodies that are made rather than changed: many things, or deep ones, in few bytes. */
export const protobufBodies: Record<string, (random: Random) => Bytes> = {
  "many empty spans": (random) => asSpans(joined(...Array(random.between(1000, 20_000)).fill([0x12, 0]))),
  "many empty resources": (random) => joined(...Array(random.between(1000, 20_000)).fill([0x0a, 0])),
  "many empty attributes": (random) =>
    asSpans(field(2, joined(...Array(random.between(1000, 20_000)).fill([0x4a, 0])))),
  "deep values": (random) => {
    let value = field(1, [0x78]);
    const wrap = random.pick([5, 6]);
    for (let depth = random.between(5, 400); depth > 0; depth -= 1)
      value = field(wrap, wrap === 5 ? field(1, value) : field(1, joined(field(1, [0x6b]), field(2, value))));
    return asSpans(field(2, field(9, joined(field(1, [0x6b]), field(2, value)))));
  },
  "deep groups": (random) => asSpans(joined(Array(random.between(5, 50_000)).fill(0x1b))),
  "closed groups": (random) => joined(Array(random.between(1, 100)).fill(0x1b), Array(100).fill(0x1c)),
};
