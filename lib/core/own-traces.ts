import "server-only";
import { type Attributes, type Context, context, type SpanKind, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  type SamplingResult,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { env } from "./env.ts";
import { onStop } from "./lifecycle.ts";

/** Requests that come all the time, a span for each received export would never end; and addresses that are a secret. */
const unwatched = /(^|\s)\/api\/(otlp|health|metrics|ical)(\/|\?|\s|$)/;

/** Leaves out requests that would drown the others; what happens inside them is left out with them. */
class OwnSampler implements Sampler {
  shouldSample(
    _context: Context,
    _traceId: string,
    name: string,
    _kind: SpanKind,
    attributes: Attributes,
  ): SamplingResult {
    const told = [name, attributes["http.target"], attributes["next.route"], attributes["http.route"]];
    const left = told.some((text) => typeof text === "string" && unwatched.test(text));
    return { decision: left ? SamplingDecision.NOT_RECORD : SamplingDecision.RECORD_AND_SAMPLED };
  }

  toString(): string {
    return "OwnSampler";
  }
}

/**
 * Sends Threshold's own traces where OTEL_EXPORTER_OTLP_ENDPOINT says; nowhere without it. The exporter reads that
 * variable, its headers and time-outs by itself (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).
 */
export function startOwnTraces(): TracerProvider | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, OTEL_SERVICE_NAME } = env();
  if (!OTEL_EXPORTER_OTLP_ENDPOINT && !OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) return null;
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ "service.name": OTEL_SERVICE_NAME ?? "threshold" }),
    ),
    sampler: new ParentBasedSampler({ root: new OwnSampler() }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  onStop(() => provider.shutdown());
  return provider;
}

/** Where spans of our own are begun; they go nowhere unless startOwnTraces was asked to send them. */
export function tracer() {
  return trace.getTracer("threshold");
}
