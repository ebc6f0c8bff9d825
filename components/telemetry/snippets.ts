export type ExporterTarget = {
  /** Public address of this installation, without a slash at the end. */
  baseUrl: string;
  /** The feature that the spans name. */
  slug: string;
};

/** A program that sends one span, as an ES module. */
export function nodeSnippet({ baseUrl, slug }: ExporterTarget): string {
  return `// npm install @opentelemetry/api @opentelemetry/sdk-node @opentelemetry/exporter-trace-otlp-proto
import { trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { NodeSDK } from "@opentelemetry/sdk-node";

const sdk = new NodeSDK({
  traceExporter: new OTLPTraceExporter({
    url: "${baseUrl}/api/otlp/v1/traces",
    headers: { Authorization: \`Bearer \${process.env.THRESHOLD_API_KEY}\` },
  }),
});
sdk.start();

await trace.getTracer("${slug}").startActiveSpan("chat gpt-4o", async (span) => {
  span.setAttributes({
    "threshold.feature": "${slug}",
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.usage.input_tokens": 1200,
    "gen_ai.usage.output_tokens": 300,
  });
  span.end();
});
await sdk.shutdown();
`;
}

export function pythonSnippet({ baseUrl, slug }: ExporterTarget): string {
  return `# pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http
import os
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

exporter = OTLPSpanExporter(
    endpoint="${baseUrl}/api/otlp/v1/traces",
    headers={"Authorization": f"Bearer {os.environ['THRESHOLD_API_KEY']}"},
)
provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(exporter))
trace.set_tracer_provider(provider)

with trace.get_tracer("${slug}").start_as_current_span("chat gpt-4o") as span:
    span.set_attributes({
        "threshold.feature": "${slug}",
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.usage.input_tokens": 1200,
        "gen_ai.usage.output_tokens": 300,
    })
provider.shutdown()
`;
}

/** For a program that has an exporter already. The space in the header is encoded, as OpenTelemetry asks. */
export function environmentSnippet({ baseUrl, slug }: ExporterTarget): string {
  return `export OTEL_EXPORTER_OTLP_ENDPOINT="${baseUrl}/api/otlp"
export OTEL_EXPORTER_OTLP_PROTOCOL="http/protobuf"
export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20$THRESHOLD_API_KEY"
export OTEL_RESOURCE_ATTRIBUTES="threshold.feature=${slug},deployment.environment.name=production"
`;
}
