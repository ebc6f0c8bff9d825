import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { readAzureCalls, type Sums, shiftTo, sumsOf } from "./azure-file.ts";
import { chatSpan, encodeExport, postExport } from "./chat-span.ts";
import { exportOfficially, sdkSpans } from "./official-exporter.ts";

const usage = `node scripts/acceptance/replay-azure.ts --url http://localhost:3000 --key KEY --feature azure-replay
  [--sender wire|sdk-protobuf|sdk-json] [--file ../shared/data/azure-llm-2023/conversation.csv]
Registers the feature, replays the file as OTLP, checks what was stored, sends everything again and checks again.
The feature must be new; the key needs the scopes ingest, read and write.`;

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:3000" },
    key: { type: "string" },
    feature: { type: "string", default: "azure-replay" },
    sender: { type: "string", default: "wire" },
    file: { type: "string", default: "../shared/data/azure-llm-2023/conversation.csv" },
  },
});
if (!values.key) {
  console.error(usage);
  process.exit(2);
}
const { url, key, feature, sender } = { ...values, key: values.key };

const BATCH = 512;

async function api(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: body ? JSON.stringify(body) : undefined,
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

function batches<T>(all: T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  );
}

type CallPage = {
  items: {
    traceId: string;
    spanId: string;
    usd: string | null;
    tokens: { input: number | null; output: number | null };
  }[];
  next: string | null;
};

/** Nano-dollars of a decimal string of dollars. */
function nano(usd: string): bigint {
  const [whole = "0", fraction = ""] = usd.split(".");
  return BigInt(whole + fraction.padEnd(9, "0"));
}

/** Everything that the public API lists of the feature's calls, summed here. */
async function listed(): Promise<Sums> {
  const sums: Sums = { calls: 0, inputTokens: 0, outputTokens: 0, costNano: 0n };
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await api("GET", `/features/${feature}/calls?limit=200${query}`)) as CallPage;
    for (const call of page.items) {
      seen.add(`${call.traceId}${call.spanId}`);
      sums.calls += 1;
      sums.inputTokens += call.tokens.input ?? 0;
      sums.outputTokens += call.tokens.output ?? 0;
      sums.costNano += nano(call.usd ?? "0");
    }
    cursor = page.next;
  } while (cursor !== null);
  assert.equal(seen.size, sums.calls, "a call was listed twice");
  return sums;
}

type Cost = { interactions: number; calls: number; unpricedCalls: number; totalUsd: string };

async function verify(expected: Sums, when: string): Promise<void> {
  const cost = (await api("GET", `/features/${feature}/cost`)) as Cost;
  assert.deepEqual(
    {
      interactions: cost.interactions,
      calls: cost.calls,
      unpriced: cost.unpricedCalls,
      nano: nano(cost.totalUsd),
    },
    { interactions: expected.calls, calls: expected.calls, unpriced: 0, nano: expected.costNano },
    `the cost report ${when}`,
  );
  assert.deepEqual(await listed(), expected, `the listed calls ${when}`);
  console.log(
    `${when}: ${expected.calls} calls, ${expected.inputTokens} input and ${expected.outputTokens} output tokens, ${cost.totalUsd} USD: as computed from the file`,
  );
}

const calls = shiftTo(readAzureCalls(values.file), Date.now());
const expected = sumsOf(calls);
const spans = calls.map((call) =>
  // The file has no durations; 20 ms a generated token is of the right order and touches nothing that is checked.
  chatSpan({ ...call, startUs: call.atUs, durationUs: call.outputTokens * 20_000, model: "gpt-4o" }),
);

await api("PUT", `/features/${feature}`, {
  name: "Azure conversation replay",
  stakes: "standard",
  audience: "customer",
  lifecycle: "pilot",
  unitOfWork: { kind: "trace" },
});
assert.equal((await listed()).calls, 0, "the feature already has calls; name a new one with --feature");

async function sending(): Promise<() => Promise<void>> {
  if (sender === "wire") {
    const bodies = batches(spans).map((batch) => encodeExport(feature, batch));
    return async () => {
      for (const body of bodies) await postExport(url, key, body);
    };
  }
  const encoding = sender === "sdk-json" ? "json" : "protobuf";
  const finished = batches(await sdkSpans(feature, spans));
  return () => exportOfficially(encoding, { url, key }, finished);
}

const send = await sending();
for (const round of ["sent once", "sent twice"]) {
  const started = performance.now();
  await send();
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${round} by ${sender} in ${seconds.toFixed(1)} s (${Math.round(expected.calls / seconds)} spans/s)`,
  );
  await verify(expected, round);
}
