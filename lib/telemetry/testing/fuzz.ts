import { gunzipSync } from "node:zlib";
import protobuf from "protobufjs/minimal.js";
import { decodeJson } from "#lib/telemetry/otlp/decode-json";
import { decodeLogsJson } from "#lib/telemetry/otlp/decode-logs-json";
import { decodeLogsProtobuf } from "#lib/telemetry/otlp/decode-logs-protobuf";
import { decodeProtobuf } from "#lib/telemetry/otlp/decode-protobuf";
import { type Format, type Mutant, mutant, type SignalName } from "./mutants.ts";

export type Answer = { status: number; body: Uint8Array };

/** How many rows a body may have added: a range only where one id came several times and not all were taken. */
type Expected = { low: number; high: number };

export type FuzzReport = {
  bodies: number;
  byStatus: Record<string, number>;
  byKind: Record<string, Record<string, number>>;
  stored: number;
  /** What contradicts the promise: nothing but 200 and 4xx, and exactly the accepted spans stored. */
  wrong: string[];
};

/** What partial_success counts; 0 when the answer has none. */
export function rejectedIn(format: Format, body: Uint8Array): number {
  if (format === "json") {
    const answer = JSON.parse(new TextDecoder().decode(body)) as {
      partialSuccess?: { rejectedSpans?: string; rejectedLogRecords?: string };
    };
    return Number(answer.partialSuccess?.rejectedSpans ?? answer.partialSuccess?.rejectedLogRecords ?? 0);
  }
  const reader = protobuf.Reader.create(body);
  if (reader.len === 0 || reader.uint32() !== 10) return 0;
  reader.uint32();
  return reader.uint32() === 8 ? Number(reader.int64()) : 0;
}

/** What each span or record of a body is known by, and how many of them need not become a row of their own. */
function items({ format, gzip, body }: Mutant, signal: SignalName): { keys: string[]; optional: number } {
  const plain = gzip ? gunzipSync(body) : body;
  if (signal === "traces") {
    const resources = format === "json" ? decodeJson(plain) : decodeProtobuf(plain);
    const spans = resources.flatMap((resource) => resource.spans);
    return { keys: spans.map(({ traceId, spanId }) => `${traceId} ${spanId}`), optional: 0 };
  }
  const resources = format === "json" ? decodeLogsJson(plain) : decodeLogsProtobuf(plain);
  const records = resources.flatMap((resource) => resource.records);
  const optional = records.filter(({ eventName }) => eventName !== "gen_ai.evaluation.result").length;
  const keys = records.map((one) => JSON.stringify({ ...one, attributes: [...one.attributes] }));
  return { keys, optional };
}

function expected(one: Mutant, answer: Answer, signal: SignalName): Expected {
  if (answer.status !== 200) return { low: 0, high: 0 };
  const { keys, optional } = items(one, signal);
  const rejected = rejectedIn(one.format, answer.body);
  const repeated = keys.length - new Set(keys).size;
  const high = keys.length - rejected;
  const low = Math.max(0, high - repeated - optional);
  return rejected === 0 && optional === 0 ? { low, high: low } : { low, high };
}

type Fuzzing = {
  signal?: SignalName;
  seed: number;
  from?: number;
  count: number;
  slug: string;
  /** How many are under way at once. */
  width: number;
  send: (one: Mutant) => Promise<Answer>;
  /** Rows in the store. */
  stored: () => Promise<number>;
  after?: (done: number) => void;
};

const CHUNK = 250;

/** Sends mutants and compares after every 250 what was answered with what was stored. */
export async function fuzz({
  signal = "traces",
  seed,
  from = 0,
  count,
  slug,
  width,
  send,
  stored,
  after,
}: Fuzzing): Promise<FuzzReport> {
  const report: FuzzReport = { bodies: count, byStatus: {}, byKind: {}, stored: 0, wrong: [] };
  const first = await stored();
  let before = first;
  for (let at = from; at < from + count; at += CHUNK) {
    const end = Math.min(at + CHUNK, from + count);
    const sum = { low: 0, high: 0 };
    let next = at;
    const sender = async (): Promise<void> => {
      while (next < end) {
        const one = mutant(seed, next, slug, signal);
        next += 1;
        const answer = await send(one);
        const { status } = answer;
        report.byStatus[status] = (report.byStatus[status] ?? 0) + 1;
        const kinds = report.byKind[one.kind] ?? {};
        report.byKind[one.kind] = { ...kinds, [status]: (kinds[status] ?? 0) + 1 };
        if (!(status === 200 || (status >= 400 && status <= 499)))
          report.wrong.push(`body ${one.index} of seed ${seed} (${one.kind}, ${one.format}): ${status}`);
        const rows = expected(one, answer, signal);
        sum.low += rows.low;
        sum.high += rows.high;
      }
    };
    await Promise.all(Array.from({ length: width }, sender));
    const now = await stored();
    const added = now - before;
    before = now;
    if (added < sum.low || added > sum.high)
      report.wrong.push(
        `bodies ${at} to ${end - 1} of seed ${seed}: ${added} rows, ${sum.low} to ${sum.high} accepted`,
      );
    after?.(end - from);
  }
  report.stored = before - first;
  return report;
}
