import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { OTLPLogExporter as JsonExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPLogExporter as ProtoExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvaluations } from "./read/queries-evaluations.ts";
import { mintIngest } from "./testing/ingest-key.ts";
import { startOtlpServer } from "./testing/otlp-server.ts";

describe("the official OpenTelemetry log exporters, as they come", () => {
  let otlp: Awaited<ReturnType<typeof startOtlpServer>>;
  beforeAll(async () => {
    otlp = await startOtlpServer();
  });
  afterAll(() => otlp.close());

  for (const [encoding, Exporter] of Object.entries({ protobuf: ProtoExporter, json: JsonExporter })) {
    for (const compression of ["none", "gzip"]) {
      test(`${encoding}, ${compression}: an evaluation is stored as it was emitted, other records are not`, async () => {
        process.env.OTEL_EXPORTER_OTLP_COMPRESSION = compression;
        const { id, slug, key } = await mintIngest();
        const exporter = new Exporter({
          url: `${otlp.url}/api/otlp/v1/logs`,
          headers: { authorization: `Bearer ${key}` },
        });
        const provider = new LoggerProvider({
          resource: resourceFromAttributes({ "service.name": "judge", "threshold.feature": slug }),
          processors: [new BatchLogRecordProcessor({ exporter })],
        });
        const logger = provider.getLogger("judge", "1.0.0");
        const traceId = "0af7651916cd43dd8448eb211c80319c";
        const spanId = "b7ad6b7169203331";
        const judged = trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: 1 });
        const timestamp = new Date(Date.now() - 60_000);
        logger.emit({
          eventName: "gen_ai.evaluation.result",
          timestamp,
          context: judged,
          attributes: {
            "gen_ai.evaluation.name": "Relevance",
            "gen_ai.evaluation.score.value": 4,
            "gen_ai.evaluation.score.label": "relevant",
            "gen_ai.response.id": "chatcmpl-123",
          },
        });
        logger.emit({ severityText: "INFO", body: "GET / 200", context: context.active() });
        await provider.forceFlush();
        await provider.shutdown();
        const { items } = await listEvaluations(id, {}, { limit: 10 });
        expect(items).toEqual([
          {
            at: timestamp.toISOString().replace("Z", "000Z"),
            environment: "production",
            name: "Relevance",
            score: 4,
            label: "relevant",
            hasExplanation: false,
            traceId,
            spanId,
            responseId: "chatcmpl-123",
            source: "log",
            attributes: { "service.name": "judge" },
          },
        ]);
      });
    }
  }
});
