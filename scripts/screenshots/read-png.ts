import { inflateSync } from "node:zlib";

/** Rows of pixels of three bytes: red, green, blue. */
export type Picture = { width: number; height: number; rgb: Uint8Array };

const SIGNATURE = "89504e470d0a1a0a";

function* chunksOf(png: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let at = 8; at + 8 <= png.length; ) {
    const length = png.readUInt32BE(at);
    yield {
      type: png.toString("latin1", at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    };
    at += length + 12;
  }
}

/** The predictor of Paeth, as PNG (ISO/IEC 15948, 9.4) has it. */
function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function unfilter(
  filtered: Buffer,
  { height, bytes, stride }: { height: number; bytes: number; stride: number },
) {
  const rows = new Uint8Array(height * stride);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (stride + 1)] ?? 0;
    const [from, to] = [y * (stride + 1) + 1, y * stride];
    for (let x = 0; x < stride; x += 1) {
      const left = x >= bytes ? (rows[to + x - bytes] ?? 0) : 0;
      const up = y > 0 ? (rows[to + x - stride] ?? 0) : 0;
      const corner = x >= bytes && y > 0 ? (rows[to + x - stride - bytes] ?? 0) : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      rows[to + x] = (filtered[from + x] ?? 0) + predicted;
    }
  }
  return rows;
}

/** The pixels of a PNG as a browser makes it: 8 bits a channel, not interlaced, nothing to see through. Throws for others. */
export function readPng(png: Buffer): Picture {
  if (png.toString("hex", 0, 8) !== SIGNATURE) throw new Error("This is no PNG.");
  const chunks = [...chunksOf(png)];
  const head = chunks.find(({ type }) => type === "IHDR")?.data;
  if (!head) throw new Error("This PNG has no head.");
  const [width, height, depth, colour, interlaced] = [
    head.readUInt32BE(0),
    head.readUInt32BE(4),
    head[8],
    head[9],
    head[12],
  ];
  if (depth !== 8 || (colour !== 2 && colour !== 6) || interlaced !== 0)
    throw new Error("Only PNGs of 8 bits in true colour are read.");
  const bytes = colour === 2 ? 3 : 4;
  const data = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data));
  const rows = unfilter(inflateSync(data), { height, bytes, stride: width * bytes });
  if (bytes === 3) return { width, height, rgb: rows };
  const rgb = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) rgb.set(rows.subarray(at * 4, at * 4 + 3), at * 3);
  return { width, height, rgb };
}
