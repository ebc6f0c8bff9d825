import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import protobuf from "protobufjs/minimal.js";
import { describe, expect, test } from "vitest";
import { db, pool } from "#lib/core/db";
import type { AttributeValue, DecodedLog, DecodedLogs } from "./otlp.ts";
import { evaluationsOfTraces, listEvaluations } from "./queries-evaluations.ts";
import { receiveTraces } from "./receive.ts";
import { receiveLogs } from "./receive-logs.ts";
import { encodeLogsJson, encodeLogsProtobuf, encodeProtobuf } from "./testing/encode.ts";
import { mintIngest } from "./testing/ingest-key.ts";
import { chatSpan, resourceOf } from "./testing/spans.ts";

const PROTOBUF = "application/x-protobuf";
const JSON_TYPE = "application/json";
type Values = { [name: string]: AttributeValue };

const minutesAgo = (minutes: number) => Math.floor(Date.now() - minutes * 60_000) * 1000;

/** An evaluation of five minutes ago; anything may be said otherwise. */
function evaluation(
  over: Partial<Omit<DecodedLog, "attributes">> & { attributes?: Values } = {},
): DecodedLog {
  const { attributes, ...rest } = over;
  return {
    traceId: randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    timeUs: minutesAgo(5),
    observedUs: minutesAgo(5),
    eventName: "gen_ai.evaluation.result",
    body: null,
    attributes: new Map(
      Object.entries({
        "gen_ai.evaluation.name": "groundedness",
        "gen_ai.evaluation.score.value": 0.75,
        "gen_ai.evaluation.score.label": "pass",
        "gen_ai.evaluation.explanation": "The answer quotes the policy.",
        "judge.version": "3",
        "gen_ai.input.messages": '[{"role":"user"}]',
        ...attributes,
      }),
    ),
    scope: { name: "judge", version: "1" },
    ...rest,
  };
}

const of = (slug: string | null, records: DecodedLog[], more: Values = {}): DecodedLogs => ({
  attributes: new Map<string, AttributeValue>([
    ...(slug === null ? [] : ([["threshold.feature", slug]] as const)),
    ...Object.entries(more),
  ]),
  records,
});

function post(
  key: string,
  type: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const all = { "content-type": type, authorization: `Bearer ${key}`, ...headers };
  return receiveLogs(
    new Request("http://localhost/api/otlp/v1/logs", { method: "POST", headers: all, body }),
  );
}

const list = (id: number, filters = {}) => listEvaluations(id, filters, { limit: 50 });

describe("evaluation results in log records", () => {
  test("are stored once, whatever the encoding and however often they are sent", async () => {
    const { id, slug, key } = await mintIngest();
    const record = evaluation();
    const logs = [of(slug, [record], { "service.name": "judge-service" })];
    const proto = await post(key, PROTOBUF, encodeLogsProtobuf(logs));
    expect([proto.status, (await proto.arrayBuffer()).byteLength]).toEqual([200, 0]);
    const zipped = new Uint8Array(gzipSync(encodeLogsJson(logs)));
    const json = await post(key, JSON_TYPE, zipped, { "content-encoding": "gzip" });
    expect([json.status, await json.json()]).toEqual([200, {}]);
    expect((await list(id)).items).toEqual([
      {
        at: new Date(record.timeUs / 1000).toISOString().replace("Z", "000Z"),
        environment: "production",
        name: "groundedness",
        score: 0.75,
        label: "pass",
        hasExplanation: false,
        traceId: record.traceId,
        spanId: record.spanId,
        responseId: null,
        source: "log",
        attributes: { "service.name": "judge-service", "judge.version": "3" },
      },
    ]);
  });

  test("come by attribute event.name, by the body, by one event per metric, and with scores as text", async () => {
    const { id, slug, key } = await mintIngest();
    const bare = { eventName: "", attributes: {}, traceId: "", spanId: "" };
    const records: DecodedLog[] = [
      {
        ...evaluation({ eventName: "" }),
        attributes: new Map<string, AttributeValue>([
          ["event.name", "gen_ai.evaluation.result"],
          ["gen_ai.evaluation.name", "a"],
          ["gen_ai.evaluation.score.value", "0.25"],
          ["gen_ai.response.id", "resp_1"],
        ]),
      },
      {
        ...evaluation(bare),
        eventName: "gen_ai.evaluation.result",
        attributes: new Map(),
        body: { name: "b", score: { value: 1, label: "good" } },
      },
      {
        ...evaluation(bare),
        eventName: "gen_ai.evaluation.relevance",
        attributes: new Map([["gen_ai.evaluation.score", true]]),
      },
    ];
    expect(await (await post(key, JSON_TYPE, encodeLogsJson([of(slug, records)]))).json()).toEqual({});
    const items = (await list(id)).items.map(({ name, score, label, responseId }) => [
      name,
      score,
      label,
      responseId,
    ]);
    expect(items.toSorted()).toEqual([
      ["a", 0.25, null, "resp_1"],
      ["b", 1, "good", null],
      ["relevance", 1, null, null],
    ]);
  });

  test("keep their explanation where the feature keeps messages, and show it when asked for alone", async () => {
    const { id, slug, key } = await mintIngest();
    await db().feature.update({ where: { id }, data: { contentPolicy: "full" } });
    const [one, other] = [
      evaluation(),
      evaluation({ traceId: "", spanId: "", attributes: { "gen_ai.response.id": "resp_7" } }),
    ];
    await post(key, PROTOBUF, encodeLogsProtobuf([of(slug, [one, other])]));
    expect((await evaluationsOfTraces(id, [one.traceId], [])).map((found) => found.explanation)).toEqual([
      null,
    ]);
    const shown = await evaluationsOfTraces(id, [one.traceId], ["resp_7"], true);
    expect(shown.map(({ traceId, explanation }) => [traceId, explanation]).toSorted()).toEqual(
      [
        [one.traceId, "The answer quotes the policy."],
        [null, "The answer quotes the policy."],
      ].toSorted(),
    );
    expect(await evaluationsOfTraces(id, [], [])).toEqual([]);
    expect(await evaluationsOfTraces(id + 1_000_000, [one.traceId], ["resp_7"])).toEqual([]);
  });

  test("find their feature by the trace that they judge, before the match of their own service", async () => {
    const [judged, judge] = [await mintIngest(), await mintIngest()];
    await db().feature.update({
      where: { id: judge.id },
      data: { matchServiceNames: [`judge-${judge.id}`] },
    });
    const record = evaluation();
    await pool().query(
      `INSERT INTO interaction (feature_id, environment, id, started_at, ended_at, calls, billable_calls, unpriced_calls,
        error_calls, retries, fallbacks, input_tokens, output_tokens, cost_nano)
       VALUES ($1, 'production', $2, now(), now(), 1, 1, 0, 0, 0, 0, 1, 1, 1)`,
      [judged.id, record.traceId],
    );
    const logs = [of(null, [record, evaluation()], { "service.name": `judge-${judge.id}` })];
    await post(judge.key, PROTOBUF, encodeLogsProtobuf(logs));
    expect((await list(judged.id)).items.map((item) => item.traceId)).toEqual([record.traceId]);
    expect((await list(judge.id)).items).toHaveLength(1);
  });

  test("go nowhere else with a key that is bound to a feature", async () => {
    const [own, other] = [await mintIngest({ bound: true }), await mintIngest()];
    const logs = [of(null, [evaluation()]), of(other.slug, [evaluation()])];
    expect(await (await post(own.key, JSON_TYPE, encodeLogsJson(logs))).json()).toEqual({
      partialSuccess: {
        rejectedLogRecords: "1",
        errorMessage: "1 log record: the key is bound to another feature",
      },
    });
    expect([(await list(own.id)).items.length, (await list(other.id)).items.length]).toEqual([1, 0]);
  });

  test("are listed newest first, by name, trace and time, page by page", async () => {
    const { id, slug, key } = await mintIngest();
    const records = Array.from({ length: 7 }, (_, index) =>
      evaluation({
        timeUs: minutesAgo(10 - index),
        attributes: { "gen_ai.evaluation.name": index % 2 ? "odd" : "even" },
      }),
    );
    await post(key, PROTOBUF, encodeLogsProtobuf([of(slug, records)]));
    const times: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listEvaluations(id, {}, { cursor, limit: 3 });
      times.push(...page.items.map((item) => item.at));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(times).toEqual(
      records.map((record) => new Date(record.timeUs / 1000).toISOString().replace("Z", "000Z")).reverse(),
    );
    expect((await list(id, { name: "odd" })).items).toHaveLength(3);
    expect((await list(id, { trace: records[0]?.traceId })).items).toHaveLength(1);
    expect((await list(id, { from: new Date((records[5]?.timeUs ?? 0) / 1000) })).items).toHaveLength(2);
    await expect(listEvaluations(id, {}, { cursor: "x", limit: 3 })).rejects.toThrow("The cursor");
  });
});

test("the same result as an event of the span and as a log record is one", async () => {
  const { id, slug, key } = await mintIngest();
  const record = evaluation();
  const { traceId, spanId, timeUs, attributes } = record;
  const span = chatSpan({
    traceId,
    spanId,
    startUs: timeUs - 2_000_000,
    events: [{ name: record.eventName, timeUs, attributes }],
  });
  const spans = encodeProtobuf([resourceOf([span], { "threshold.feature": slug })]);
  const headers = { "content-type": PROTOBUF, authorization: `Bearer ${key}` };
  for (let sending = 0; sending < 2; sending += 1) {
    const request = new Request("http://localhost/", { method: "POST", headers, body: spans });
    expect((await receiveTraces(request, async () => () => null)).status).toBe(200);
  }
  expect((await list(id)).items).toMatchObject([{ traceId, spanId, score: 0.75, source: "span" }]);
  await post(key, PROTOBUF, encodeLogsProtobuf([of(slug, [record])]));
  expect((await list(id)).items).toHaveLength(1);
});

test("records that cannot be taken are counted by reason, the others stored, in either format", async () => {
  const { id, slug, key } = await mintIngest();
  const future = minutesAgo(-3000);
  const records = [
    evaluation(),
    { ...evaluation(), eventName: "http.request" },
    { ...evaluation(), eventName: "", body: "GET / 200" },
    evaluation({ timeUs: 0, observedUs: 0 }),
    evaluation({ timeUs: future }),
    { ...evaluation(), attributes: new Map([["gen_ai.evaluation.score.value", 1]]) },
    { ...evaluation(), attributes: new Map([["gen_ai.evaluation.name", "a"]]) },
    { ...evaluation(), eventName: "gen_ai.choice", spanId: "" },
  ];
  const message = [
    "2 log records: not a GenAI event",
    "1 log record: time missing",
    "1 log record: time more than a day ahead",
    "1 log record: an evaluation without a name",
    "1 log record: an evaluation without a score or a label",
    "1 log record: a message of no span",
  ].join("; ");
  const json = await post(key, JSON_TYPE, encodeLogsJson([of(slug, records)]));
  expect(await json.json()).toEqual({ partialSuccess: { rejectedLogRecords: "7", errorMessage: message } });
  const proto = await post(key, PROTOBUF, encodeLogsProtobuf([of(slug, records)]));
  const reader = protobuf.Reader.create(new Uint8Array(await proto.arrayBuffer()));
  expect([reader.uint32(), reader.uint32() > 0, reader.uint32(), reader.uint32()]).toEqual([10, true, 8, 7]);
  expect([reader.uint32(), reader.string()]).toEqual([18, message]);
  expect((await list(id)).items).toHaveLength(1);
});

test("refusals are those of traces: 401, 403, 400, 415", async () => {
  const { key } = await mintIngest();
  const reader = await mintIngest({ scopes: ["read"] });
  const garbage = Uint8Array.of(255, 255, 255);
  const statuses = await Promise.all([
    post("wrong", PROTOBUF, garbage),
    post(reader.key, PROTOBUF, garbage),
    post(key, PROTOBUF, garbage),
    post(key, JSON_TYPE, garbage),
    post(key, "text/plain", garbage),
  ]);
  expect(statuses.map((answer) => answer.status)).toEqual([401, 403, 400, 400, 415]);
});

describe("messages in log records", () => {
  async function sent(contentPolicy: "none" | "full") {
    const { id, slug, key } = await mintIngest();
    await db().feature.update({ where: { id }, data: { contentPolicy } });
    const base = evaluation();
    const records: DecodedLog[] = [
      {
        ...base,
        eventName: "gen_ai.user.message",
        attributes: new Map([["gen_ai.system", "openai"]]),
        body: { content: "Who?" },
      },
      {
        ...base,
        eventName: "gen_ai.choice",
        attributes: new Map(),
        body: { index: 0, message: { content: "Nobody." } },
      },
      {
        ...base,
        eventName: "gen_ai.client.inference.operation.details",
        attributes: new Map([["gen_ai.output.messages", '[{"role":"assistant"}]']]),
      },
    ];
    const logs = [of(slug, records)];
    for (const body of [encodeLogsJson(logs), encodeLogsJson(logs)]) {
      expect(await (await post(key, JSON_TYPE, body)).json()).toEqual({});
    }
    const found = await pool().query(
      `SELECT replace(trace_id::text, '-', '') = $2 AS same_trace, input, output FROM span_message
       WHERE feature_id = $1 ORDER BY input::text, output::text`,
      [id, base.traceId],
    );
    return found.rows;
  }

  test("are kept with their span, once, where the policy keeps messages", async () => {
    expect(await sent("full")).toEqual([
      { same_trace: true, input: { "gen_ai.user.message.0": { content: "Who?" } }, output: null },
      {
        same_trace: true,
        input: null,
        output: { "gen_ai.choice.0": { index: 0, message: { content: "Nobody." } } },
      },
      { same_trace: true, input: null, output: { "gen_ai.output.messages": '[{"role":"assistant"}]' } },
    ]);
  });

  test("are taken and not kept where it keeps none", async () => expect(await sent("none")).toEqual([]));
});
