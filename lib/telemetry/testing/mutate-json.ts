import { type Bytes, joined } from "./mutate-bytes.ts";
import type { Random } from "./random.ts";

const DEPTHS = [50, 3000, 200_000] as const;

/** Pieces of JSON that may stand where a value stood. */
const values: readonly string[] = [
  "null",
  "[]",
  "{}",
  "[[]]",
  "-1",
  "1e999",
  "-0",
  "0.1",
  "true",
  '""',
  '"NaN"',
  "NaN",
  "18446744073709551616",
  '"99999999999999999999"',
  '"\\u0000"',
  '"\\ud800"',
  '{"__proto__":{"polluted":true}}',
  '{"stringValue":null}',
  '{"stringValue":1}',
  '{"intValue":"0x10"}',
  '{"doubleValue":"Infinity"}',
  '{"arrayValue":{"values":[null,{},[]]}}',
  '{"kvlistValue":{"values":[{"key":"__proto__","value":{"stringValue":"x"}}]}}',
  '{"bytesValue":"%%%"}',
];

function deep(random: Random, open: string, middle: string, close: string): string {
  const depth = random.pick(DEPTHS);
  return `${open.repeat(depth)}${middle}${random.below(3) === 0 ? "" : close.repeat(depth)}`;
}

/** Where the values of some members begin and end, found without a parser: strings, numbers and brackets alike. */
function places(text: string): { from: number; to: number }[] {
  return [...text.matchAll(/:("(?:[^"\\]|\\.)*"|[-\d.]+|true|false|null|\{|\[)/g)].map((found) => ({
    from: found.index + 1,
    to: found.index + found[0].length,
  }));
}

/** Changes to OTLP/JSON that keep most of it JSON. */
export const jsonChanges: Record<string, (body: Bytes, random: Random) => Bytes | string> = {
  "a value of another type": (body, random) => {
    const text = new TextDecoder().decode(body);
    const whole = places(text).filter(({ from }) => text[from] !== "{" && text[from] !== "[");
    const { from, to } = random.pick(whole);
    return text.slice(0, from) + random.pick(values) + text.slice(to);
  },
  "a bracket replaced": (body, random) => {
    const text = new TextDecoder().decode(body);
    const { from, to } = random.pick(places(text));
    return text.slice(0, from) + random.pick(values) + text.slice(to);
  },
  "a member renamed": (body, random) => {
    const text = new TextDecoder().decode(body);
    const { index, 0: found } = random.pick([...text.matchAll(/"\w+":/g)]);
    const name = random.pick(["__proto__", "constructor", "spans", "attributes", "trace_id", "key"]);
    return `${text.slice(0, index)}"${name}":${text.slice(index + found.length)}`;
  },
  "a member twice": (body, random) => {
    const text = new TextDecoder().decode(body);
    const { index } = random.pick([...text.matchAll(/"(\w+)":/g)]);
    return `${text.slice(0, index)}"spans":${random.pick(values)},${text.slice(index)}`;
  },
  "deep JSON": (_, random) => deep(random, "[", "", "]"),
  "deep values": (_, random) =>
    `{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"k","value":${deep(
      random,
      '{"arrayValue":{"values":[',
      '{"intValue":1}',
      "]}}",
    )}}]}]}]}]}`,
  "another root": (_, random) => random.pick(values),
  "a mark before": (body) => joined([0xef, 0xbb, 0xbf], body),
  "UTF-16": (body) => new Uint8Array(Buffer.from(new TextDecoder().decode(body), "utf16le")),
};
