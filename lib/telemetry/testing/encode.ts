import protobuf from "protobufjs/minimal.js";
import type {
  Attributes,
  AttributeValue,
  DecodedLogs,
  DecodedResource,
  DecodedSpan,
  Scope,
} from "#lib/telemetry/otlp/otlp";

type Writer = protobuf.Writer;

function nanos(us: number): bigint {
  return BigInt(us) * 1000n;
}

function fixed64(writer: Writer, tag: number, value: bigint): void {
  writer
    .uint32(tag)
    .fixed32(Number(value & 0xffffffffn))
    .fixed32(Number(value >> 32n));
}

function anyValue(writer: Writer, value: AttributeValue): void {
  if (typeof value === "string") writer.uint32(10).string(value);
  else if (typeof value === "boolean") writer.uint32(16).bool(value);
  else if (Number.isInteger(value)) writer.uint32(24).int64(value as number);
  else if (typeof value === "number") writer.uint32(33).double(value);
  else if (Array.isArray(value)) {
    writer.uint32(42).fork();
    for (const item of value) {
      writer.uint32(10).fork();
      anyValue(writer, item);
      writer.ldelim();
    }
    writer.ldelim();
  } else if (value !== null) {
    writer.uint32(50).fork();
    keyValues(writer, 10, new Map(Object.entries(value)));
    writer.ldelim();
  }
}

function keyValues(writer: Writer, tag: number, attributes: Attributes): void {
  for (const [key, value] of attributes) {
    writer.uint32(tag).fork().uint32(10).string(key).uint32(18).fork();
    anyValue(writer, value);
    writer.ldelim().ldelim();
  }
}

function scope(writer: Writer, given: Scope = { name: "", version: "" }): void {
  writer.uint32(10).fork().uint32(10).string(given.name).uint32(18).string(given.version).ldelim();
}

function span(writer: Writer, given: DecodedSpan): void {
  writer.uint32(18).fork();
  writer
    .uint32(10)
    .bytes(Buffer.from(given.traceId, "hex"))
    .uint32(18)
    .bytes(Buffer.from(given.spanId, "hex"));
  if (given.parentSpanId !== null) writer.uint32(34).bytes(Buffer.from(given.parentSpanId, "hex"));
  // Fields that the decoder skips: trace_state, kind, dropped counts, a link, flags.
  writer.uint32(26).string("k=v").uint32(48).int32(3).uint32(80).uint32(2);
  writer.uint32(106).fork().uint32(10).bytes(Buffer.alloc(16, 1)).ldelim().uint32(133).fixed32(257);
  writer.uint32(42).string(given.name);
  fixed64(writer, 57, nanos(given.startUs));
  fixed64(writer, 65, nanos(given.endUs));
  keyValues(writer, 74, given.attributes);
  for (const event of given.events) {
    writer.uint32(90).fork();
    fixed64(writer, 9, nanos(event.timeUs));
    writer.uint32(18).string(event.name);
    keyValues(writer, 26, event.attributes);
    writer.ldelim();
  }
  writer.uint32(122).fork().uint32(18).string("message").uint32(24).int32(given.statusCode).ldelim().ldelim();
}

/** The bytes that an exporter would send for these spans, with fields of no interest in between. */
export function encodeProtobuf(resources: DecodedResource[]): Uint8Array<ArrayBuffer> {
  const writer = protobuf.Writer.create();
  for (const resource of resources) {
    writer.uint32(10).fork().uint32(10).fork();
    keyValues(writer, 10, resource.attributes);
    writer.ldelim().uint32(18).fork();
    scope(writer, resource.spans[0]?.scope);
    for (const given of resource.spans) span(writer, given);
    writer.ldelim().uint32(26).string("https://schema").ldelim();
  }
  return new Uint8Array(writer.finish());
}

function jsonValue(value: AttributeValue): object {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (Number.isInteger(value)) return { intValue: String(value) };
  if (typeof value === "number") return { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(jsonValue) } };
  return { kvlistValue: { values: jsonAttributes(new Map(Object.entries(value ?? {}))) } };
}

function jsonAttributes(attributes: Attributes): object[] {
  return [...attributes].map(([key, value]) => ({ key, value: jsonValue(value) }));
}

/** The same in OTLP/JSON, as a value that can still be changed. */
export function jsonExport(resources: DecodedResource[]): object {
  return {
    resourceSpans: resources.map((resource) => ({
      resource: { attributes: jsonAttributes(resource.attributes), droppedAttributesCount: 0 },
      scopeSpans: [
        {
          scope: resource.spans[0]?.scope ?? {},
          spans: resource.spans.map(({ scope: _, ...given }) => ({
            ...given,
            traceId: given.traceId.toUpperCase(),
            parentSpanId: given.parentSpanId ?? "",
            kind: "SPAN_KIND_CLIENT",
            startTimeUnixNano: nanos(given.startUs).toString(),
            endTimeUnixNano: nanos(given.endUs).toString(),
            attributes: jsonAttributes(given.attributes),
            status: given.statusCode === 0 ? {} : { code: given.statusCode, message: "message" },
            events: given.events.map((event) => ({
              name: event.name,
              timeUnixNano: nanos(event.timeUs).toString(),
              attributes: jsonAttributes(event.attributes),
            })),
          })),
        },
      ],
    })),
  };
}

export function encodeJson(resources: DecodedResource[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(jsonExport(resources)));
}

/** The bytes that a log exporter would send for these records. */
export function encodeLogsProtobuf(resources: DecodedLogs[]): Uint8Array<ArrayBuffer> {
  const writer = protobuf.Writer.create();
  for (const resource of resources) {
    writer.uint32(10).fork().uint32(10).fork();
    keyValues(writer, 10, resource.attributes);
    writer.ldelim().uint32(18).fork();
    scope(writer, resource.records[0]?.scope);
    for (const given of resource.records) {
      writer.uint32(18).fork();
      fixed64(writer, 9, nanos(given.timeUs));
      fixed64(writer, 89, nanos(given.observedUs));
      writer.uint32(16).int32(9).uint32(26).string("INFO").uint32(42).fork();
      anyValue(writer, given.body);
      writer.ldelim();
      keyValues(writer, 50, given.attributes);
      writer.uint32(74).bytes(Buffer.from(given.traceId, "hex"));
      writer.uint32(82).bytes(Buffer.from(given.spanId, "hex"));
      writer.uint32(98).string(given.eventName).ldelim();
    }
    writer.ldelim().ldelim();
  }
  return new Uint8Array(writer.finish());
}

/** The same in OTLP/JSON. */
export function encodeLogsJson(resources: DecodedLogs[]): Uint8Array<ArrayBuffer> {
  const body = {
    resourceLogs: resources.map((resource) => ({
      resource: { attributes: jsonAttributes(resource.attributes) },
      scopeLogs: [
        {
          scope: resource.records[0]?.scope ?? {},
          logRecords: resource.records.map(({ scope: _, ...given }) => ({
            ...given,
            severityNumber: "SEVERITY_NUMBER_INFO",
            timeUnixNano: nanos(given.timeUs).toString(),
            observedTimeUnixNano: nanos(given.observedUs).toString(),
            body: given.body === null ? null : jsonValue(given.body),
            attributes: jsonAttributes(given.attributes),
          })),
        },
      ],
    })),
  };
  return new TextEncoder().encode(JSON.stringify(body));
}
