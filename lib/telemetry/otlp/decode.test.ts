import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import protobuf from "protobufjs/minimal.js";
import { describe, expect, test } from "vitest";
import { AppError } from "#lib/core/errors";
import {
  encodeJson,
  encodeLogsJson,
  encodeLogsProtobuf,
  encodeProtobuf,
  jsonExport,
} from "#lib/telemetry/testing/encode";
import { chatSpan, resourceOf } from "#lib/telemetry/testing/spans";
import { decodeJson } from "./decode-json.ts";
import { decodeLogsJson } from "./decode-logs-json.ts";
import { decodeLogsProtobuf } from "./decode-logs-protobuf.ts";
import { decodeProtobuf } from "./decode-protobuf.ts";
import { type AttributeValue, type DecodedLogs, type DecodedResource, MAX_NESTING } from "./otlp.ts";

const key = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" });
const value: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.string({ maxLength: 20, unit: "grapheme" }),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      key.filter((name) => name !== "__proto__"),
      tie("value"),
      { maxKeys: 3, noNullPrototype: true },
    ),
  ),
})).value;
const attributes = fc.array(fc.tuple(key, value), { maxLength: 4 }).map((entries) => new Map(entries));
const time = fc.integer({ min: 0, max: 2_000_000_000_000_000 });
const span = fc.record({
  traceId: fc.uuid().map((id) => id.replaceAll("-", "")),
  spanId: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map((id) => id.toString(16).padStart(16, "0")),
  parentSpanId: fc.constantFrom(null, "00000000000000ff"),
  name: fc.string({ unit: "grapheme" }),
  startUs: time,
  endUs: time,
  statusCode: fc.constantFrom(0, 1, 2),
  attributes,
  events: fc.array(fc.record({ name: fc.string(), timeUs: time, attributes }), { maxLength: 2 }),
});
const scope = fc.record({ name: fc.string(), version: fc.string() });
const resources: fc.Arbitrary<DecodedResource[]> = fc.array(
  fc
    .record({ attributes, scope, spans: fc.array(span, { maxLength: 3 }) })
    .map(({ scope, spans, ...rest }) => ({ ...rest, spans: spans.map((given) => ({ ...given, scope })) })),
  { maxLength: 3 },
);
const logRecord = fc.record({
  traceId: fc.oneof(
    fc.constant(""),
    fc.uuid().map((id) => id.replaceAll("-", "")),
  ),
  spanId: fc.constantFrom("", "00000000000000ff"),
  timeUs: time,
  observedUs: time,
  eventName: fc.string({ unit: "grapheme" }),
  body: value,
  attributes,
});
const logs: fc.Arbitrary<DecodedLogs[]> = fc.array(
  fc
    .record({ attributes, scope, records: fc.array(logRecord, { maxLength: 3 }) })
    .map(({ scope, records, ...rest }) => ({
      ...rest,
      records: records.map((given) => ({ ...given, scope })),
    })),
  { maxLength: 3 },
);

describe("both encodings", () => {
  test("decode to what was sent, with unknown fields in between", () => {
    fc.assert(
      fc.property(resources, (sent) => {
        expect(decodeProtobuf(encodeProtobuf(sent))).toEqual(sent);
        expect(decodeJson(encodeJson(sent))).toEqual(sent);
      }),
      { numRuns: 200 },
    );
  });

  test("decode log records to what was sent", () => {
    fc.assert(
      fc.property(logs, (sent) => {
        expect(decodeLogsProtobuf(encodeLogsProtobuf(sent))).toEqual(sent);
        expect(decodeLogsJson(encodeLogsJson(sent))).toEqual(sent);
      }),
      { numRuns: 200 },
    );
  });

  test("refuse what is no log export, in so many words", () => {
    for (const decode of [decodeLogsProtobuf, decodeLogsJson]) {
      expect(() => decode(Uint8Array.of(255, 255, 255))).toThrow("not an OTLP log export");
    }
    expect(() => decodeLogsJson(Buffer.from('{"resourceLogs":[{"scopeLogs":7}]}'))).toThrow(AppError);
  });

  test("keep integers beyond 2^53 whole", () => {
    const big = "9007199254740993";
    const json = jsonExport([resourceOf([])]) as { resourceSpans: { resource: object }[] };
    (json.resourceSpans[0] as { resource: object }).resource = {
      attributes: [{ key: "n", value: { intValue: big } }],
    };
    expect(decodeJson(Buffer.from(JSON.stringify(json)))[0]?.attributes.get("n")).toBe(big);
    const writer = protobuf.Writer.create().uint32(10).fork().uint32(10).fork().uint32(10).fork();
    writer.uint32(10).string("n").uint32(18).fork().uint32(24).int64(big).ldelim().ldelim().ldelim().ldelim();
    expect(decodeProtobuf(writer.finish())[0]?.attributes.get("n")).toBe(big);
  });

  test("cut values that nest too deep instead of following them", () => {
    const deep = Array.from({ length: 200 }).reduce<AttributeValue>((inner) => [inner], "x");
    const sent = [resourceOf([], { deep })];
    for (const decoded of [decodeProtobuf(encodeProtobuf(sent)), decodeJson(encodeJson(sent))]) {
      let depth = 0;
      for (let at = decoded[0]?.attributes.get("deep"); Array.isArray(at); at = at[0]) depth += 1;
      expect(depth).toBe(MAX_NESTING);
    }
  });

  test("an attribute called __proto__ is an attribute", () => {
    const sent = [
      { attributes: new Map<string, AttributeValue>([["a", JSON.parse('{"__proto__": "x"}')]]), spans: [] },
    ];
    for (const decoded of [decodeProtobuf(encodeProtobuf(sent)), decodeJson(encodeJson(sent))]) {
      expect(JSON.stringify(decoded[0]?.attributes.get("a"))).toBe('{"__proto__":"x"}');
    }
  });
});

describe("OTLP/JSON is taken as the specification allows", () => {
  const decodeText = (json: unknown) => decodeJson(Buffer.from(JSON.stringify(json)));
  const one = (given: object) =>
    decodeText({ resourceSpans: [{ scopeSpans: [{ spans: [given] }] }] })[0]?.spans[0];

  test("times and integers as numbers or text, enums as numbers or names, null for absent, ids in either case", () => {
    expect(
      one({
        traceId: "5B8EFFF798038103D269B633813FC60C",
        spanId: "EEE19B7EC3C1B174",
        parentSpanId: null,
        startTimeUnixNano: 1_544_712_660_000_000_000,
        endTimeUnixNano: "1544712661000000000",
        status: { code: "STATUS_CODE_ERROR" },
        attributes: [
          { key: "a", value: { intValue: 7 } },
          { key: "b", value: { intValue: "7" } },
          { key: "c", value: { doubleValue: "0.5" } },
          { key: "d", value: {} },
          { key: "e" },
        ],
        events: null,
        unheardOf: { of: true },
      }),
    ).toEqual({
      traceId: "5b8efff798038103d269b633813fc60c",
      spanId: "eee19b7ec3c1b174",
      parentSpanId: null,
      name: "",
      startUs: 1_544_712_660_000_000,
      endUs: 1_544_712_661_000_000,
      statusCode: 2,
      attributes: new Map<string, AttributeValue>([
        ["a", 7],
        ["b", 7],
        ["c", 0.5],
      ]),
      events: [],
      scope: { name: "", version: "" },
    });
  });

  test("a number that JSON cannot write costs its attribute, not the export", () => {
    const attributes = [
      { key: "not a number", value: { doubleValue: JSON.parse(JSON.stringify(Number.NaN)) } },
      { key: "beyond", value: { intValue: 1.5 } },
      { key: "text", value: { intValue: "1e3" } },
    ];
    expect(one({ attributes })?.attributes).toEqual(
      new Map<string, AttributeValue>([
        ["beyond", 1.5],
        ["text", "1e3"],
      ]),
    );
  });

  test("an empty export is an export", () => {
    expect(decodeText({})).toEqual([]);
    expect(decodeText({ resourceSpans: null })).toEqual([]);
    expect(decodeProtobuf(new Uint8Array())).toEqual([]);
  });

  for (const body of ["", "{", "[]", "null", "7", '{"resourceSpans":{}}', '{"resourceSpans":[7]}', "\xff"]) {
    test(`${JSON.stringify(body)} is refused`, () => {
      expect(() => decodeJson(Buffer.from(body, "latin1"))).toThrow(AppError);
    });
  }

  const example = "../shared/data/otlp/opentelemetry-proto-trace.json";
  if (existsSync(example)) {
    test("the example of opentelemetry-proto", () => {
      const decoded = decodeJson(readFileSync(example));
      expect(decoded[0]?.attributes.get("service.name")).toBe("my.service");
      expect(decoded[0]?.spans).toMatchObject([
        { name: "I'm a server span", parentSpanId: "eee19b7ec3c1b173" },
      ]);
    });
  } else {
    test("the example was not read: ../shared/data is not here", ({ annotate }) =>
      annotate("no OTLP examples beside the checkout"));
  }
});

describe("bodies that nobody meant", () => {
  const whole = encodeProtobuf([
    resourceOf([chatSpan(), chatSpan()], { "service.name": "s", list: [1, "a", { b: 2 }] }),
  ]);
  const text = encodeJson([resourceOf([chatSpan()], { list: [1, { b: 2 }] })]);

  function refusedOrDecoded(decode: () => unknown): void {
    try {
      decode();
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
    }
  }

  test("every cut of an export is refused or decoded, never a crash", () => {
    for (let end = 0; end < whole.length; end += 1)
      refusedOrDecoded(() => decodeProtobuf(whole.subarray(0, end)));
    for (let end = 0; end < text.length; end += 1) refusedOrDecoded(() => decodeJson(text.subarray(0, end)));
  });

  test("random bytes and random changes too", () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        for (const [source, decode] of [
          [whole, decodeProtobuf],
          [text, decodeJson],
        ] as const) {
          const bytes = source.slice();
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          refusedOrDecoded(() => decode(bytes));
        }
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => refusedOrDecoded(() => decodeProtobuf(bytes))),
      { numRuns: 3000 },
    );
  });

  test("a length that promises more than there is does not make a list of it", () => {
    expect(() => decodeProtobuf(Uint8Array.of(10, 255, 255, 255, 255, 15))).toThrow(AppError);
  });

  test("groups within groups end", () => {
    expect(() => decodeProtobuf(new Uint8Array(100_000).fill(11))).toThrow(AppError);
  });
});
