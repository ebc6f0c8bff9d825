import protobuf from "protobufjs/minimal.js";
import type { Attributes, DemoSpan } from "./traffic.ts";

/** Spans of one service. */
export type Resource = { attributes: Attributes; spans: DemoSpan[] };

type Writer = protobuf.Writer;

function attributes(writer: Writer, tag: number, values: Attributes): void {
  for (const [key, value] of Object.entries(values)) {
    writer.uint32(tag).fork().uint32(10).string(key).uint32(18).fork();
    if (typeof value === "string") writer.uint32(10).string(value);
    else if (Number.isInteger(value)) writer.uint32(24).int64(value);
    else writer.uint32(33).double(value);
    writer.ldelim().ldelim();
  }
}

function time(writer: Writer, tag: number, us: number): void {
  const nanos = BigInt(us) * 1000n;
  writer
    .uint32(tag)
    .fixed32(Number(nanos & 0xffffffffn))
    .fixed32(Number(nanos >> 32n));
}

/** An ExportTraceServiceRequest in protobuf, after opentelemetry-proto 1.x. Times are whole microseconds. */
export function encodeExport(resources: readonly Resource[]): Uint8Array<ArrayBuffer> {
  const writer = protobuf.Writer.create();
  for (const resource of resources) {
    writer.uint32(10).fork().uint32(10).fork();
    attributes(writer, 10, resource.attributes);
    writer.ldelim().uint32(18).fork();
    writer.uint32(10).fork().uint32(10).string("hallmoor").uint32(18).string("1.0.0").ldelim();
    for (const span of resource.spans) {
      writer.uint32(18).fork();
      writer.uint32(10).bytes(Buffer.from(span.traceId, "hex"));
      writer.uint32(18).bytes(Buffer.from(span.spanId, "hex"));
      if (span.parentSpanId !== null) writer.uint32(34).bytes(Buffer.from(span.parentSpanId, "hex"));
      // Kind: a root serves (2), its calls are a client's (3).
      writer
        .uint32(42)
        .string(span.name)
        .uint32(48)
        .int32(span.parentSpanId === null ? 2 : 3);
      time(writer, 57, span.startUs);
      time(writer, 65, span.endUs);
      attributes(writer, 74, span.attributes);
      writer
        .uint32(122)
        .fork()
        .uint32(24)
        .int32(span.failed ? 2 : 0)
        .ldelim();
      writer.ldelim();
    }
    writer.ldelim().ldelim();
  }
  return new Uint8Array(writer.finish());
}
