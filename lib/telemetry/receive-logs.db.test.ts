import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { db, pool } from "#lib/core/db";
import type { AttributeValue, DecodedLog } from "./otlp/otlp.ts";
import { evaluationsOfTraces, listEvaluations } from "./read/queries-evaluations.ts";
import { receiveTraces } from "./receive.ts";
import { encodeLogsJson, encodeLogsProtobuf, encodeProtobuf } from "./testing/encode.ts";
import { mintIngest } from "./testing/ingest-key.ts";
import {
  evaluation,
  JSON_TYPE,
  minutesAgo,
  logsOf as of,
  PROTOBUF,
  postLogs as post,
} from "./testing/log-records.ts";
import { chatSpan, resourceOf } from "./testing/spans.ts";

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
    const shown = await evaluationsOfTraces(id, [one.traceId], ["resp_7"], {
      shown: true,
      keptFrom: new Date(0),
    });
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
