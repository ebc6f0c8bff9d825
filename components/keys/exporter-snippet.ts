export type Snippet = { value: string; label: string; code: string };

/**
 * How to point an OpenTelemetry exporter at this installation. `feature` is named in the resource where the key is bound
 * to none. Header values of the environment variable are percent-encoded (OpenTelemetry, exporter specification).
 */
export function exporterSnippets(url: string, secret: string, feature: string | null): Snippet[] {
  const endpoint = `${url}/api/otlp`;
  const resource = feature ? `\nOTEL_RESOURCE_ATTRIBUTES=threshold.feature=${feature}` : "";
  const environment = `OTEL_EXPORTER_OTLP_ENDPOINT=${endpoint}
OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20${secret}${resource}`;
  const node = `import { NodeSDK } from "@opentelemetry/sdk-node";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";

new NodeSDK({
  traceExporter: new OTLPTraceExporter({
    url: "${endpoint}/v1/traces",
    headers: { authorization: "Bearer ${secret}" },
  }),
}).start();`;
  const python = `from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

exporter = OTLPSpanExporter(
    endpoint="${endpoint}/v1/traces",
    headers={"authorization": "Bearer ${secret}"},
)
provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(exporter))
trace.set_tracer_provider(provider)`;
  return [
    { value: "environment", label: "Environment", code: environment },
    { value: "node", label: "Node", code: node },
    { value: "python", label: "Python", code: python },
  ];
}

/** How a script or the command line uses the key. */
export function apiSnippet(url: string, secret: string): string {
  return `export THRESHOLD_URL=${url}
export THRESHOLD_API_KEY=${secret}
curl -H "authorization: Bearer $THRESHOLD_API_KEY" $THRESHOLD_URL/api/v1/features`;
}
