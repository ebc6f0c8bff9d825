import { SpanKind } from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtoExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { ChatSpan } from "./chat-span.ts";

export type Encoding = "protobuf" | "json";

type Time = [seconds: number, nanos: number];

function time(us: number): Time {
  return [Math.floor(us / 1_000_000), (us % 1_000_000) * 1000];
}

/** The same calls as spans of the OpenTelemetry SDK, which gives them ids of its own. */
export async function sdkSpans(feature: string, spans: ChatSpan[]): Promise<ReadableSpan[]> {
  const memory = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "acceptance", "threshold.feature": feature }),
    spanProcessors: [new SimpleSpanProcessor({ exporter: memory })],
  });
  const tracer = provider.getTracer("acceptance");
  for (const given of spans) {
    const span = tracer.startSpan(`chat ${given.model}`, {
      kind: SpanKind.CLIENT,
      root: true,
      startTime: time(given.startUs),
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": given.model,
        "gen_ai.usage.input_tokens": given.inputTokens,
        "gen_ai.usage.output_tokens": given.outputTokens,
      },
    });
    span.end(time(given.startUs + given.durationUs));
  }
  await provider.forceFlush();
  return memory.getFinishedSpans();
}

/** Sends finished spans with OpenTelemetry's own exporter, as it comes. Throws when it reports a failure. */
export async function exportOfficially(
  encoding: Encoding,
  target: { url: string; key: string },
  batches: ReadableSpan[][],
): Promise<void> {
  const Exporter = encoding === "json" ? JsonExporter : ProtoExporter;
  const exporter = new Exporter({
    url: `${target.url}/api/otlp/v1/traces`,
    headers: { authorization: `Bearer ${target.key}` },
  });
  try {
    for (const batch of batches) {
      await new Promise<void>((resolve, reject) => {
        exporter.export(batch, (result) => {
          if (result.code === 0) resolve();
          else reject(result.error ?? new Error("The exporter failed without a reason."));
        });
      });
    }
  } finally {
    await exporter.shutdown();
  }
}
