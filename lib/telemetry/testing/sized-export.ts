import { encodeJson, encodeProtobuf } from "./encode.ts";
import type { Format } from "./mutants.ts";
import { chatSpan, resourceOf } from "./spans.ts";

/** Length-delimited field 500, which no decoder of OTLP knows, with a length of five bytes. */
const UNKNOWN_FIELD = [0xa2, 0x1f];
const LENGTH_BYTES = 5;

function fillerHead(length: number): Uint8Array {
  const bytes = Array.from({ length: LENGTH_BYTES }, (_, at) => {
    const part = Math.floor(length / 128 ** at) % 128;
    return at === LENGTH_BYTES - 1 ? part : part + 128;
  });
  return Uint8Array.from([...UNKNOWN_FIELD, ...bytes]);
}

/** An export of so many calls that is exactly so many bytes long: notes of some length in each, and filler at the end. */
export function sizedExport(
  format: Format,
  options: { slug: string; spans: number; bytes: number; note?: number },
): Uint8Array<ArrayBuffer> {
  const { slug, spans, bytes, note = Math.floor((bytes / spans) * 0.9) } = options;
  const attributes = { note: "n".repeat(note) };
  const startUs = Date.now() * 1000 - 600_000_000;
  const calls = Array.from({ length: spans }, (_, index) =>
    chatSpan({ startUs: startUs + index, attributes }),
  );
  const resources = [resourceOf(calls, { "threshold.feature": slug })];
  const body = format === "json" ? encodeJson(resources) : encodeProtobuf(resources);
  if (body.length > bytes - 7) throw new Error(`${spans} spans take ${body.length} bytes.`);
  const whole = new Uint8Array(bytes).fill(0x20);
  whole.set(body);
  if (format === "protobuf") whole.set(fillerHead(bytes - body.length - 7), body.length);
  return whole;
}
