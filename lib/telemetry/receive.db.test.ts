import { gzipSync } from "node:zlib";
import protobuf from "protobufjs/minimal.js";
import { describe, expect, test } from "vitest";
import { pool } from "#lib/core/db";
import { loadPricing } from "#lib/cost/load-pricing";
import type { DecodedSpan } from "./otlp/otlp.ts";
import { MAX_BODY_BYTES } from "./otlp/otlp-request.ts";
import { receiveTraces } from "./receive.ts";
import { encodeJson, encodeProtobuf } from "./testing/encode.ts";
import { mintIngest as mint } from "./testing/ingest-key.ts";
import { recount } from "./testing/recount.ts";
import { chatSpan, resourceOf } from "./testing/spans.ts";

const PROTOBUF = "application/x-protobuf";

function post(
  key: string | null,
  type: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const authorization: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const request = new Request("http://localhost/api/otlp/v1/traces", {
    method: "POST",
    headers: { "content-type": type, ...authorization, ...headers },
    body,
  });
  return receiveTraces(request, loadPricing);
}

/** Spans of a few minutes ago, named after the feature. */
function fresh(slug: string, spans: number, over: Parameters<typeof chatSpan>[0] = {}) {
  const startUs = Date.now() * 1000 - 300_000_000;
  return resourceOf(
    Array.from({ length: spans }, (): DecodedSpan => chatSpan({ startUs, ...over })),
    { "threshold.feature": slug },
  );
}

async function stored(featureId: number): Promise<number> {
  const found = await pool().query("SELECT count(*)::int AS n FROM call WHERE feature_id = $1", [featureId]);
  return found.rows[0].n;
}

describe("an export", () => {
  test("in protobuf is answered with an empty ExportTraceServiceResponse", async () => {
    const { id, slug, key } = await mint();
    const answer = await post(key, PROTOBUF, encodeProtobuf([fresh(slug, 3)]));
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, PROTOBUF]);
    expect((await answer.arrayBuffer()).byteLength).toBe(0);
    expect(await stored(id)).toBe(3);
  });

  test("in JSON with a charset, and gzip, is answered in JSON", async () => {
    const { id, slug, key } = await mint();
    const body = new Uint8Array(gzipSync(encodeJson([fresh(slug, 2)])));
    const answer = await post(key, "application/json; charset=utf-8", body, { "content-encoding": "gzip" });
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect(await stored(id)).toBe(2);
  });

  test("with spans that cannot be taken stores the others and counts the reasons, in either format", async () => {
    const { id, slug, key } = await mint();
    const resource = fresh(slug, 2);
    resource.spans.push(...fresh(slug, 2, { traceId: "0".repeat(32) }).spans);
    resource.spans.push(...fresh(slug, 1, { attributes: { "gen_ai.usage.input_tokens": -5 } }).spans);
    const message = "2 spans: trace id missing or not 16 bytes; 1 span: negative token count";
    const json = await post(key, "application/json", encodeJson([resource]));
    expect([json.status, await json.json()]).toEqual([
      200,
      { partialSuccess: { rejectedSpans: "3", errorMessage: message } },
    ]);
    const proto = await post(key, PROTOBUF, encodeProtobuf([resource]));
    const reader = protobuf.Reader.create(new Uint8Array(await proto.arrayBuffer()));
    expect([reader.uint32(), reader.uint32() > 0, reader.uint32(), reader.uint32()]).toEqual([
      10,
      true,
      8,
      3,
    ]);
    expect([reader.uint32(), reader.string()]).toEqual([18, message]);
    expect(await stored(id)).toBe(2);
  });

  test("by a key that is bound to a feature goes there, and nowhere else", async () => {
    const [own, other] = [await mint({ bound: true }), await mint()];
    const unnamed = { ...fresh("", 1), attributes: new Map() };
    const answer = await post(own.key, "application/json", encodeJson([unnamed, fresh(other.slug, 1)]));
    expect(await answer.json()).toEqual({
      partialSuccess: { rejectedSpans: "1", errorMessage: "1 span: the key is bound to another feature" },
    });
    expect([await stored(own.id), await stored(other.id)]).toEqual([1, 0]);
  });

  test("sent by many at once in both formats is stored once", async () => {
    const { id, slug, key } = await mint();
    const resource = fresh(slug, 40);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 === 0
          ? post(key, PROTOBUF, encodeProtobuf([resource]))
          : post(key, "application/json", encodeJson([{ ...resource, spans: resource.spans.toReversed() }])),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(await stored(id)).toBe(40);
    const counts = await recount(id);
    expect(counts.stored).toEqual(counts.recounted);
  });
});

describe("refusals come in the request's format", () => {
  async function status(answer: Response): Promise<[status: number, rpcCode: number]> {
    if (answer.headers.get("content-type") === "application/json")
      return [answer.status, (await answer.json()).code];
    const reader = protobuf.Reader.create(new Uint8Array(await answer.arrayBuffer()));
    expect(reader.uint32()).toBe(8);
    return [answer.status, reader.int32()];
  }

  test("401 without a key and with a wrong one, 403 with one of another scope", async () => {
    const reader = await mint({ scopes: ["read", "write"] });
    for (const type of [PROTOBUF, "application/json"]) {
      expect(await status(await post(null, type, new Uint8Array()))).toEqual([401, 16]);
      expect(await status(await post("wrong", type, new Uint8Array()))).toEqual([401, 16]);
      expect(await status(await post(reader.key, type, new Uint8Array()))).toEqual([403, 7]);
    }
  });

  test("400 for what cannot be decoded, 415 for other types and encodings", async () => {
    const { key } = await mint();
    const garbage = Uint8Array.of(255, 255, 255);
    expect(await status(await post(key, PROTOBUF, garbage))).toEqual([400, 3]);
    expect(await status(await post(key, "application/json", garbage))).toEqual([400, 3]);
    expect(await status(await post(key, PROTOBUF, garbage, { "content-encoding": "gzip" }))).toEqual([
      400, 3,
    ]);
    expect((await post(key, "text/plain", garbage)).status).toBe(415);
    expect(await status(await post(key, PROTOBUF, garbage, { "content-encoding": "br" }))).toEqual([415, 3]);
  });

  test("413 for a body that grows beyond the limit when it is unpacked", async () => {
    const { key } = await mint();
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(MAX_BODY_BYTES + 1)));
    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(await status(await post(key, PROTOBUF, bomb, { "content-encoding": "gzip" }))).toEqual([413, 3]);
  });
});
