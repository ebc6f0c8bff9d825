import { setTimeout as delay } from "node:timers/promises";
import type { DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { encodeProtobuf } from "#lib/telemetry/testing/encode";
import { chatSpan, resourceOf } from "#lib/telemetry/testing/spans";

/** An export that is sent until it is answered, or given up; `id` begins the ids of all its traces. */
export type Batch = {
  id: string;
  spans: number;
  body: Uint8Array<ArrayBuffer>;
  /** Whether a 200 came, even once. */
  answered: boolean;
  /** Answers other than 200, and "broken" for none at all. */
  failures: string[];
};

/** What the OpenTelemetry exporters try again: the statuses of the OTLP specification, and broken connections. */
export const again: ReadonlySet<string> = new Set(["429", "502", "503", "504", "broken"]);

let made = 0;
const HOUR_US = 3_600_000_000;
const TRACES = 4;

/** A batch of calls below agents. Its interactions are shared with other batches, so that writers meet at their rows. */
export function makeBatch(feature: string, spans: number): Batch {
  made += 1;
  const id = `${Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString("hex")}${made.toString(16).padStart(8, "0")}`;
  const now = Date.now() * 1000;
  const roots = new Map<string, string>();
  const all = Array.from({ length: spans }, (_, index): DecodedSpan => {
    const traceId = `${id}${(index % TRACES).toString(16).padStart(8, "0")}`;
    const root = roots.get(traceId) ?? null;
    const span = chatSpan({
      traceId,
      parentSpanId: root,
      startUs: now - Math.floor(Math.random() * HOUR_US),
      statusCode: index % 7 === 0 ? 2 : 1,
      attributes: {
        "threshold.interaction": `shared ${(made + (index % TRACES)) % 40}`,
        "gen_ai.usage.input_tokens": 100 + index,
        ...(root === null ? { "gen_ai.operation.name": "invoke_agent" } : {}),
      },
    });
    if (root === null) roots.set(traceId, span.spanId);
    return span;
  });
  const body = encodeProtobuf([resourceOf(all, { "threshold.feature": feature })]);
  return { id, spans, body, answered: false, failures: [] };
}

type Sent = { status: string; retryAfterMs: number | null; answer: Uint8Array };

/** Sends once. Never throws: a connection that breaks is "broken". */
export async function sendOnce(
  url: string,
  key: string,
  body: BodyInit,
  headers: Record<string, string> = {},
  signal: "traces" | "logs" = "traces",
): Promise<Sent> {
  try {
    const response = await fetch(`${url}/api/otlp/v1/${signal}`, {
      method: "POST",
      headers: { "content-type": "application/x-protobuf", authorization: `Bearer ${key}`, ...headers },
      body,
    });
    const answer = new Uint8Array(await response.arrayBuffer());
    const after = response.headers.get("retry-after");
    return {
      status: String(response.status),
      retryAfterMs: after === null ? null : Number(after) * 1000,
      answer,
    };
  } catch {
    return { status: "broken", retryAfterMs: null, answer: new Uint8Array() };
  }
}

export type Patience = {
  /** Chance of giving a batch up after a failure, as an exporter that ends does. */
  givesUp: number;
  /** The longest pause between tries; what Retry-After asks for is honoured up to it. */
  maxPauseMs: number;
};

/** Sends until answered or given up. An answer that no exporter tries again ends it too and stays in `failures`. */
export async function deliver(batch: Batch, url: string, key: string, patience: Patience): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const { status, retryAfterMs } = await sendOnce(url, key, batch.body);
    if (status === "200") {
      batch.answered = true;
      return;
    }
    batch.failures.push(status);
    if (!again.has(status)) return;
    const backoff = 50 * 2 ** Math.min(attempt, 6) * (0.8 + 0.4 * Math.random());
    await delay(Math.min(retryAfterMs ?? backoff, patience.maxPauseMs));
    if (Math.random() < patience.givesUp) return;
  }
}

export type Load = {
  batches: Batch[];
  answered(): number;
  /** Lets what is under way come to its end and resolves then. */
  finish(): Promise<void>;
};

/** Starts so many senders, each with one batch at a time, over all the addresses in turn. */
export function startLoad(options: {
  urls: string[];
  key: string;
  feature: string;
  senders: number;
  spans: number;
  patience: Patience;
  /** How many times each batch is sent at once; the store must take it once. */
  copies?: number;
}): Load {
  const batches: Batch[] = [];
  let going = true;
  const { urls, key, feature, senders, spans, patience, copies = 1 } = options;
  const sender = async (index: number): Promise<void> => {
    while (going) {
      const batch = makeBatch(feature, spans);
      batches.push(batch);
      await Promise.all(
        Array.from({ length: copies }, (_, copy) =>
          deliver(batch, urls[(index + copy) % urls.length] ?? "", key, patience),
        ),
      );
    }
  };
  const all = Promise.all(Array.from({ length: senders }, (_, index) => sender(index)));
  return {
    batches,
    answered: () => batches.filter((batch) => batch.answered).length,
    async finish() {
      going = false;
      await all;
    },
  };
}
