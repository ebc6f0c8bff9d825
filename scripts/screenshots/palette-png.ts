import { crc32, deflateSync } from "node:zlib";
import type { Picture } from "./read-png.ts";

const COLOURS = 256;

type Colour = { rgb: number; count: number };

function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = (a & 255) - (b & 255);
  return 2 * red * red + 4 * green * green + 3 * blue * blue;
}

function nearest(palette: readonly number[], colour: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, one] of palette.entries()) {
    const far = distance(one, colour);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

/**
 * The 256 colours of a picture of a screen: the most frequent ones as they are, and of those that look alike only one.
 * How unlike they must be grows until they fit.
 */
function choose(colours: readonly Colour[]): number[] {
  const byCount = [...colours].sort((a, b) => b.count - a.count || a.rgb - b.rgb).map(({ rgb }) => rgb);
  for (let apart = 0; ; apart = apart * 1.5 + 4) {
    const palette: number[] = [];
    for (const colour of byCount) {
      if (palette.every((one) => distance(one, colour) > apart || one === colour)) palette.push(colour);
      if (palette.length > COLOURS) break;
    }
    if (palette.length <= COLOURS) return palette;
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG of at most 256 colours, a third of what a browser writes. The same picture gives the same bytes. */
export function palettePng({ width, height, rgb }: Picture): Buffer {
  const colourAt = (at: number) =>
    ((rgb[at * 3] ?? 0) << 16) | ((rgb[at * 3 + 1] ?? 0) << 8) | (rgb[at * 3 + 2] ?? 0);
  const counts = new Map<number, number>();
  for (let at = 0; at < width * height; at += 1) {
    const colour = colourAt(at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = choose([...counts].map(([colour, count]) => ({ rgb: colour, count })));
  const indexOf = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = indexOf.get(colourAt(y * width + x)) ?? 0;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255]))),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
