import { deflateSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { palettePng } from "./palette-png.ts";
import { readPng } from "./read-png.ts";

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
}

/** A PNG in true colour whose rows are filtered by the given filters. */
function trueColour(width: number, rows: { filter: number; bytes: number[] }[]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(rows.length, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(Buffer.from(rows.flatMap(({ filter, bytes }) => [filter, ...bytes])));
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), chunk("IHDR", head), chunk("IDAT", data)]);
}

test("every filter of a PNG is undone", () => {
  const png = trueColour(2, [
    { filter: 0, bytes: [10, 20, 30, 40, 50, 60] },
    { filter: 1, bytes: [1, 1, 1, 1, 1, 1] },
    { filter: 2, bytes: [9, 9, 9, 8, 8, 8] },
    { filter: 3, bytes: [5, 5, 5, 1, 1, 1] },
    { filter: 4, bytes: [1, 2, 3, 4, 5, 6] },
  ]);
  const { width, height, rgb } = readPng(png);
  expect([width, height]).toEqual([2, 5]);
  expect([...rgb]).toEqual([
    ...[10, 20, 30, 40, 50, 60],
    ...[1, 1, 1, 2, 2, 2],
    ...[10, 10, 10, 10, 10, 10],
    ...[10, 10, 10, 11, 11, 11],
    ...[11, 12, 13, 15, 17, 19],
  ]);
});

test("what is no such PNG is refused", () => {
  expect(() => readPng(Buffer.from("GIF89a, and more of it"))).toThrow("no PNG");
  const palette = palettePng({ width: 1, height: 1, rgb: new Uint8Array([1, 2, 3]) });
  expect(() => readPng(palette)).toThrow("true colour");
});

/** The colours of a palette PNG, pixel by pixel. */
function shown(png: Buffer, pixels: number): number[][] {
  const at = png.indexOf("PLTE") + 4;
  const palette = png.subarray(at, at + png.readUInt32BE(at - 8));
  const data = png.indexOf("IDAT") + 4;
  // One row: a byte for its filter, then an index for each pixel.
  const row = inflateSync(png.subarray(data, data + png.readUInt32BE(data - 8)));
  return Array.from({ length: pixels }, (_, x) => {
    const index = (row[1 + x] ?? 0) * 3;
    return [...palette.subarray(index, index + 3)];
  });
}

test("a picture of few colours keeps each of them", () => {
  const rgb = new Uint8Array([255, 255, 255, 0, 0, 0, 12, 200, 90]);
  expect(shown(palettePng({ width: 3, height: 1, rgb }), 3)).toEqual([
    [255, 255, 255],
    [0, 0, 0],
    [12, 200, 90],
  ]);
});

test("of many colours frequent ones stay exact, and none moves far", () => {
  const many = Array.from({ length: 4_000 }, (_, index) => [
    index & 255,
    (index >> 4) & 255,
    (index * 7) & 255,
  ]);
  const pixels = [...Array.from({ length: 500 }, () => [252, 252, 251]), ...many];
  const picture = { width: pixels.length, height: 1, rgb: new Uint8Array(pixels.flat()) };
  const found = shown(palettePng(picture), pixels.length);
  expect(found[0]).toEqual([252, 252, 251]);
  expect(new Set(found.map(String)).size).toBeLessThanOrEqual(256);
  const moved = found.map((one, at) =>
    Math.max(...one.map((value, channel) => Math.abs(value - (pixels[at]?.[channel] ?? 0)))),
  );
  expect(Math.max(...moved)).toBeLessThan(40);
  expect(palettePng(picture)).toEqual(palettePng(picture));
});
