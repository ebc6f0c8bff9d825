import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { chatSpan, encodeExport, postExport } from "#scripts/acceptance/chat-span";

/** The quantile of sorted values; nearest rank. */
function quantile(sorted: number[], q: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? 0;
}

/**
 * Sends exports to a running server over several connections for some seconds and counts what was committed.
 * --url, --key (scope ingest), --feature, --seconds 15, --connections 4, --batch 512.
 */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: "string", default: process.env.THRESHOLD_URL ?? "http://localhost:3000" },
      key: { type: "string", default: process.env.THRESHOLD_API_KEY ?? "" },
      feature: { type: "string", default: "bench" },
      seconds: { type: "string", default: "15" },
      connections: { type: "string", default: "4" },
      batch: { type: "string", default: "512" },
    },
  });
  const { url, key, feature } = values;
  const batch = Number(values.batch);
  const connections = Number(values.connections);
  const until = performance.now() + Number(values.seconds) * 1000;
  const latencies: number[] = [];
  let bytes = 0;

  function body(): Uint8Array<ArrayBuffer> {
    const now = Date.now() * 1000;
    const spans = Array.from({ length: batch }, () => {
      const startUs = now - Math.floor(Math.random() * 3_600_000_000);
      const [inputTokens, outputTokens] = [Math.floor(Math.random() * 4000), Math.floor(Math.random() * 500)];
      return chatSpan({ startUs, durationUs: 800_000, model: "gpt-4o", inputTokens, outputTokens });
    });
    return encodeExport(feature, spans);
  }

  async function connection(): Promise<void> {
    while (performance.now() < until) {
      const one = body();
      const started = performance.now();
      await postExport(url, key, one);
      latencies.push(performance.now() - started);
      bytes += one.byteLength;
    }
  }

  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, connection));
  const seconds = (performance.now() - started) / 1000;
  const spans = latencies.length * batch;
  const sorted = latencies.toSorted((a, b) => a - b);
  const result = {
    spansPerSecond: Math.round(spans / seconds),
    spans,
    seconds: Number(seconds.toFixed(2)),
    connections,
    batch,
    bytesPerSpan: Math.round(bytes / spans),
    latencyMs: {
      p50: Number(quantile(sorted, 0.5).toFixed(1)),
      p95: Number(quantile(sorted, 0.95).toFixed(1)),
      p99: Number(quantile(sorted, 0.99).toFixed(1)),
    },
  };
  console.log(
    `${spans} spans committed in ${seconds.toFixed(1)} s over ${connections} connections, ${batch} an export`,
  );
  console.log(
    `${result.spansPerSecond} spans/s; answer after ${result.latencyMs.p50} ms (p50), ${result.latencyMs.p99} ms (p99)`,
  );
  return result;
}
