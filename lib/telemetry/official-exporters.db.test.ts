import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pool } from "#lib/core/db";
import { loadPricing } from "#lib/cost/load-pricing";
import { chatSpan as officialSpan } from "#scripts/acceptance/chat-span";
import { exportOfficially, sdkSpans } from "#scripts/acceptance/official-exporter";
import { receiveTraces } from "./receive.ts";
import { mintIngest as mint } from "./testing/ingest-key.ts";

describe("the official OpenTelemetry exporters, as they come", () => {
  let server: Server;
  let url = "";

  beforeAll(async () => {
    server = createServer(async (incoming, outgoing) => {
      const request = new Request(`http://localhost${incoming.url}`, {
        method: "POST",
        headers: incoming.headers as Record<string, string>,
        body: Readable.toWeb(incoming) as ReadableStream,
        duplex: "half",
      } as RequestInit);
      const answer = await receiveTraces(request, loadPricing);
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  for (const encoding of ["protobuf", "json"] as const) {
    for (const compression of ["none", "gzip"]) {
      test(`${encoding}, ${compression}: every span is stored as it was recorded, twice the same`, async () => {
        process.env.OTEL_EXPORTER_OTLP_COMPRESSION = compression;
        const { id, slug, key } = await mint();
        const startUs = Date.now() * 1000 - 60_000_000;
        const given = Array.from({ length: 20 }, (_, index) =>
          officialSpan({
            startUs: startUs + index,
            durationUs: 1000 + index,
            model: "gpt-4o",
            inputTokens: index + 1,
            outputTokens: 2 * index,
          }),
        );
        const spans = await sdkSpans(slug, given);
        await exportOfficially(encoding, { url, key }, [spans, spans]);
        const calls = await pool().query(
          `SELECT input_tokens, output_tokens, cost_nano::int AS nano, duration_us::int AS us,
            replace(trace_id::text, '-', '') AS trace, round(extract(epoch FROM started_at) * 1000000)::text AS start
           FROM call WHERE feature_id = $1 ORDER BY started_at`,
          [id],
        );
        expect(calls.rows).toEqual(
          spans.map((span, index) => ({
            input_tokens: index + 1,
            output_tokens: 2 * index,
            nano: 2_500 * (index + 1) + 10_000 * 2 * index,
            us: 1000 + index,
            trace: span.spanContext().traceId,
            start: String(startUs + index),
          })),
        );
      });
    }
  }

  test("report a failure that we answer", async () => {
    const { slug } = await mint();
    const startUs = Date.now() * 1000 - 60_000_000;
    const spans = await sdkSpans(slug, [
      officialSpan({ startUs, durationUs: 1, model: "gpt-4o", inputTokens: 1, outputTokens: 1 }),
    ]);
    await expect(exportOfficially("protobuf", { url, key: "wrong" }, [spans])).rejects.toThrow();
  });
});
