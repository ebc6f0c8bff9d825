import { afterEach, describe, expect, test } from "vitest";
import { POST } from "#app/api/otlp/v1/traces/route";
import { pool } from "#lib/core/db";
import type { DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { encodeJson, encodeProtobuf } from "#lib/telemetry/testing/encode";
import { mintIngest } from "#lib/telemetry/testing/ingest-key";
import { recount } from "#lib/telemetry/testing/recount";
import { chatSpan, resourceOf } from "#lib/telemetry/testing/spans";

type Target = Awaited<ReturnType<typeof mintIngest>>;

function send({ slug, key }: Target, spans: DecodedSpan[], format: "protobuf" | "json" = "protobuf") {
  const resources = [resourceOf(spans, { "threshold.feature": slug })];
  const body = format === "json" ? encodeJson(resources) : encodeProtobuf(resources);
  const type = format === "json" ? "application/json" : "application/x-protobuf";
  const headers = { authorization: `Bearer ${key}`, "content-type": type };
  return POST(new Request("http://localhost/api/otlp/v1/traces", { method: "POST", headers, body }));
}

/** Calls of some traces below their agents, in interactions that several traces share. */
function traces(count: number, callsEach: number): DecodedSpan[][] {
  const startUs = Date.now() * 1000 - 300_000_000;
  return Array.from({ length: count }, (_, index) => {
    const interaction = { "threshold.interaction": `interaction ${index % 3}` };
    const root = chatSpan({
      startUs,
      attributes: { "gen_ai.operation.name": "invoke_agent", ...interaction },
    });
    const under = { traceId: root.traceId, parentSpanId: root.spanId };
    const calls = Array.from({ length: callsEach }, (_, call) =>
      chatSpan({ ...under, startUs: startUs + call * 1000, statusCode: call % 3, attributes: interaction }),
    );
    return [root, ...calls];
  });
}

async function rowsOf(featureId: number): Promise<number> {
  const found = await pool().query(
    `SELECT (SELECT count(*) FROM call WHERE feature_id = $1)::int
          + (SELECT count(*) FROM span WHERE feature_id = $1)::int AS n`,
    [featureId],
  );
  return found.rows[0].n;
}

async function expectStored({ id }: Target, rows: number): Promise<void> {
  expect(await rowsOf(id)).toBe(rows);
  const counts = await recount(id);
  expect(counts.stored).toEqual(counts.recounted);
}

const statuses = (answers: Response[]) => [...new Set(answers.map((answer) => answer.status))];

describe("senders at the same moment", () => {
  test("ten with the same batch: stored once", async () => {
    const target = await mintIngest();
    const spans = traces(4, 9).flat();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(target, spans)));
    expect(statuses(answers)).toEqual([200]);
    await expectStored(target, 40);
  });

  test("batches that overlap, in opposite orders and both formats", async () => {
    const target = await mintIngest();
    const all = traces(8, 4);
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) => {
        const some = [...all.slice(index % 8), ...all.slice(0, index % 5)].flat();
        return send(target, index % 2 ? some : some.toReversed(), index % 3 ? "protobuf" : "json");
      }),
    );
    expect(statuses(answers)).toEqual([200]);
    await expectStored(target, 40);
  });

  test("a batch that holds each span twice, beside the same batch without", async () => {
    const target = await mintIngest();
    const spans = traces(3, 3).flat();
    const answers = await Promise.all([send(target, [...spans, ...spans]), send(target, spans)]);
    expect(statuses(answers)).toEqual([200]);
    await expectStored(target, 12);
  });

  test("the two halves of one trace, and halves of a hundred", async () => {
    const target = await mintIngest();
    const halves = traces(100, 4).flatMap((trace) => [trace.slice(0, 2), trace.slice(2)]);
    const answers = await Promise.all(halves.map((half) => send(target, half)));
    expect(statuses(answers)).toEqual([200]);
    await expectStored(target, 500);
  });
});

describe("more than can be taken while the store stands still", () => {
  const locked: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const release of locked.splice(0)) await release();
  });

  /** Nobody can write calls until the answer is called. */
  async function standStill(): Promise<() => Promise<void>> {
    const client = await pool().connect();
    await client.query("BEGIN");
    await client.query("LOCK TABLE call IN ACCESS EXCLUSIVE MODE");
    let held = true;
    const release = async (): Promise<void> => {
      if (!held) return;
      held = false;
      await client.query("ROLLBACK");
      client.release();
    };
    locked.push(release);
    return release;
  }

  test("is answered 503 with Retry-After and leaves nothing; all of it is stored once it is sent again", async () => {
    const target = await mintIngest();
    const release = await standStill();
    const refused: DecodedSpan[][] = [];
    const under: Promise<Response>[] = [];
    let sent = 0;
    // Whatever the store's limits are: more and more comes until the first is turned away.
    while (refused.length < 5) {
      for (const spans of traces(20, 19)) {
        sent += 1;
        const answer = send(target, spans);
        under.push(
          answer.then((response) => {
            if (response.status === 503) {
              expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
              refused.push(spans);
            }
            return response;
          }),
        );
      }
      await new Promise((resolve) => setImmediate(resolve));
      expect(sent).toBeLessThan(20_000);
    }
    await release();
    const answers = await Promise.all(under);
    const taken = answers.filter((answer) => answer.status === 200).length;
    expect(statuses(answers).sort()).toEqual([200, 503]);
    expect(taken + refused.length).toBe(sent);
    await expectStored(target, taken * 20);
    for (const spans of refused) {
      let status = 503;
      while (status === 503) status = (await send(target, spans)).status;
      expect(status).toBe(200);
    }
    await expectStored(target, sent * 20);
  });
});
