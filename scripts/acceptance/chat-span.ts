import { randomBytes } from "node:crypto";
import protobuf from "protobufjs/minimal.js";

/** A chat call to be sent, with ids of its own. */
export type ChatSpan = {
  traceId: Uint8Array;
  spanId: Uint8Array;
  startUs: number;
  durationUs: number;
  model: string;
  inputTokens: number;
  outputTokens: number;
};

export function chatSpan(given: Omit<ChatSpan, "traceId" | "spanId">): ChatSpan {
  return { ...given, traceId: randomBytes(16), spanId: randomBytes(8) };
}

type Writer = protobuf.Writer;

function keyValue(writer: Writer, tag: number, key: string, value: string | number): void {
  writer.uint32(tag).fork().uint32(10).string(key).uint32(18).fork();
  if (typeof value === "string") writer.uint32(10).string(value);
  else writer.uint32(24).int64(value);
  writer.ldelim().ldelim();
}

function fixed64(writer: Writer, tag: number, us: number): void {
  const nanos = BigInt(us) * 1000n;
  writer
    .uint32(tag)
    .fixed32(Number(nanos & 0xffffffffn))
    .fixed32(Number(nanos >> 32n));
}

/** An ExportTraceServiceRequest of one resource, written by hand after opentelemetry-proto. */
export function encodeExport(feature: string, spans: ChatSpan[]): Uint8Array<ArrayBuffer> {
  const writer = protobuf.Writer.create();
  writer.uint32(10).fork();
  writer.uint32(10).fork();
  keyValue(writer, 10, "service.name", "acceptance");
  keyValue(writer, 10, "threshold.feature", feature);
  writer.ldelim();
  writer.uint32(18).fork();
  for (const span of spans) {
    writer.uint32(18).fork();
    writer.uint32(10).bytes(span.traceId).uint32(18).bytes(span.spanId);
    writer.uint32(42).string(`chat ${span.model}`).uint32(48).int32(3);
    fixed64(writer, 57, span.startUs);
    fixed64(writer, 65, span.startUs + span.durationUs);
    keyValue(writer, 74, "gen_ai.operation.name", "chat");
    keyValue(writer, 74, "gen_ai.provider.name", "openai");
    keyValue(writer, 74, "gen_ai.request.model", span.model);
    keyValue(writer, 74, "gen_ai.usage.input_tokens", span.inputTokens);
    keyValue(writer, 74, "gen_ai.usage.output_tokens", span.outputTokens);
    writer.ldelim();
  }
  return new Uint8Array(writer.ldelim().ldelim().finish());
}

/** Sends one export and throws unless all of it was taken. */
export async function postExport(url: string, key: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const response = await fetch(`${url}/api/otlp/v1/traces`, {
    method: "POST",
    headers: { "content-type": "application/x-protobuf", authorization: `Bearer ${key}` },
    body,
  });
  const answer = await response.bytes();
  if (response.status !== 200) throw new Error(`The server answered ${response.status}.`);
  if (answer.length > 0) throw new Error(`Spans were refused: ${Buffer.from(answer).toString("utf8")}`);
}
