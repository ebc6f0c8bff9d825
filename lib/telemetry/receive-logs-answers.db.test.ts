import protobuf from "protobufjs/minimal.js";
import { describe, expect, test } from "vitest";
import { db, pool } from "#lib/core/db";
import type { DecodedLog } from "./otlp/otlp.ts";
import { listEvaluations } from "./read/queries-evaluations.ts";
import { encodeLogsJson, encodeLogsProtobuf } from "./testing/encode.ts";
import { mintIngest } from "./testing/ingest-key.ts";
import {
  evaluation,
  JSON_TYPE,
  minutesAgo,
  logsOf as of,
  PROTOBUF,
  postLogs as post,
} from "./testing/log-records.ts";

const list = (id: number, filters = {}) => listEvaluations(id, filters, { limit: 50 });

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
        // An SDK that knows no time of the event says when it saw it.
        timeUs: 0,
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
