import { encodeJson, encodeLogsJson, encodeLogsProtobuf, encodeProtobuf } from "./encode.ts";
import { hostileLogs, plainLogs } from "./hostile-logs.ts";
import { hostileExport, plainExport } from "./hostile-spans.ts";
import { type Bytes, byteChanges, gzipChanges, joined, protobufBodies } from "./mutate-bytes.ts";
import { jsonChanges } from "./mutate-json.ts";
import { Random } from "./random.ts";

export type Format = "protobuf" | "json";
export type SignalName = "traces" | "logs";

/** One hostile request. `kind` names what was done to it, for the report. */
export type Mutant = { index: number; kind: string; format: Format; gzip: boolean; body: Bytes };

export const contentTypes: Record<Format, string> = {
  protobuf: "application/x-protobuf",
  json: "application/json",
};

type Source = (slug: string, random: Random, format: Format) => Bytes;

const sources: Record<SignalName, { plain: Source; hostile: Source }> = {
  traces: {
    plain: (slug, random, format) =>
      (format === "json" ? encodeJson : encodeProtobuf)(plainExport(slug, random)),
    hostile: (slug, random, format) =>
      (format === "json" ? encodeJson : encodeProtobuf)(hostileExport(slug, random)),
  },
  logs: {
    plain: (slug, random, format) =>
      (format === "json" ? encodeLogsJson : encodeLogsProtobuf)(plainLogs(slug, random)),
    hostile: (slug, random, format) =>
      (format === "json" ? encodeLogsJson : encodeLogsProtobuf)(hostileLogs(slug, random)),
  },
};

type Made = Pick<Mutant, "kind" | "body"> & { gzip?: boolean; as?: Format };

function choose(table: Record<string, unknown>, random: Random): string {
  return random.pick(Object.keys(table));
}

/** The ways of making one, each about as likely as its share of the numbers 0 to 19. */
function make(signal: SignalName, format: Format, slug: string, random: Random): Made {
  const source = sources[signal];
  const plain = () => source.plain(slug, random, format);
  const hostile = () => source.hostile(slug, random, format);
  const roll = random.below(20);
  if (roll < 6) {
    const kind = choose(byteChanges, random);
    return { kind, body: byteChanges[kind]?.(plain(), random) ?? plain() };
  }
  if (roll < 12) return { kind: "hostile contents", body: hostile() };
  if (roll < 14) {
    const kind = choose(byteChanges, random);
    return { kind: `hostile contents, ${kind}`, body: byteChanges[kind]?.(hostile(), random) ?? hostile() };
  }
  if (roll < 15) {
    const kind = choose(gzipChanges, random);
    return { kind, body: gzipChanges[kind]?.(plain(), random) ?? plain(), gzip: true };
  }
  if (roll < 16) {
    const [one, other] = [plain(), plain()];
    const kind = random.pick(["two exports in one body", "the same export twice in one body"]);
    return { kind, body: joined(one, kind.startsWith("two") ? other : one) };
  }
  if (roll < 17) {
    const as = format === "json" ? "protobuf" : "json";
    return { kind: "the other format's name", body: plain(), as };
  }
  if (format === "protobuf") {
    const kind = choose(protobufBodies, random);
    return { kind, body: protobufBodies[kind]?.(random) ?? plain() };
  }
  const kind = choose(jsonChanges, random);
  const body = jsonChanges[kind]?.(plain(), random) ?? plain();
  return { kind, body: typeof body === "string" ? new TextEncoder().encode(body) : body };
}

/** The mutant with this number: the same bytes for the same seed, number and feature. */
export function mutant(seed: number, index: number, slug: string, signal: SignalName = "traces"): Mutant {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const format = random.pick<Format>(["protobuf", "json"]);
  const made = make(signal, format, slug, random);
  return { index, kind: made.kind, format: made.as ?? format, gzip: made.gzip ?? false, body: made.body };
}
