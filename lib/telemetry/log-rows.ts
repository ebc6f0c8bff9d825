import { createHash } from "node:crypto";
import { contentOf, type KeptContent } from "./content.ts";
import { asText, first } from "./dialects/coerce.ts";
import { messageEvents } from "./dialects/content-names.ts";
import { UNREGISTERED_FEATURE } from "./domain.ts";
import { type EvaluationRow, evaluationOf, evaluationSources, isEvaluation } from "./evaluation.ts";
import type { Attributes, AttributeValue, DecodedLog, DecodedLogs } from "./otlp/otlp.ts";
import { type FeatureIndex, type KnownFeature, resolveFeature } from "./resolve-feature.ts";
import { telemetryKeptFrom, tooOld } from "./retention-domain.ts";

/** Messages of a span that came as a log record. */
export type SpanMessageRow = {
  featureId: number;
  atUs: number;
  /** 32 digits of a hash over the span, the time and what was kept: sent again, it is the same row. */
  id: string;
  traceId: string;
  spanId: string;
  content: KeptContent;
};

export type LogRows = {
  evaluations: EvaluationRow[];
  messages: SpanMessageRow[];
  rejected: Map<string, number>;
};

/** Two features may share a trace: then it says nothing of a record's feature. */
export type FeatureOfTrace = (traceId: string, environment: string) => number | undefined;

const EARLIEST_US = Date.UTC(2015, 0, 1) * 1000;
const DAY_US = 86_400_000_000;
const traceShape = /^(?!0+$)[0-9a-f]{32}$/;
const spanShape = /^(?!0+$)[0-9a-f]{16}$/;

/** What an event is called: the field of its own, else the attribute of before OTLP 1.5. */
function eventNameOf(record: DecodedLog): string {
  return record.eventName || (asText(record.attributes.get("event.name")) ?? "");
}

/** {score: {value: 1}} as "gen_ai.evaluation.score.value"; names that are whole already stay. */
function flat(prefix: string, value: AttributeValue, into: Attributes): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    into.set(prefix, value);
    return;
  }
  for (const [key, item] of Object.entries(value))
    flat(key.includes(".") ? key : `${prefix}.${key}`, item, into);
}

/** Before events had attributes of their own, they said everything in the body. Attributes go before it. */
function evaluationAttributes(record: DecodedLog): Attributes {
  const all: Attributes = new Map();
  if (typeof record.body === "object" && record.body !== null) flat("gen_ai.evaluation", record.body, all);
  for (const [name, value] of record.attributes) all.set(name, value);
  return all;
}

/** A record's messages by the rules of span events: one body, beside the attributes that name messages themselves. */
function keptOf(
  record: DecodedLog,
  eventName: string,
  atUs: number,
  feature: KnownFeature,
): KeptContent | null {
  const { body } = record;
  const said = typeof body === "object" && body !== null && !Array.isArray(body) ? Object.entries(body) : [];
  const attributes: Attributes = new Map(said);
  if (said.length === 0 && body !== null) attributes.set("body", body);
  return contentOf(
    {
      traceId: record.traceId,
      spanId: record.spanId,
      parentSpanId: null,
      name: eventName,
      startUs: atUs,
      endUs: atUs,
      statusCode: 0,
      attributes: record.attributes,
      events: attributes.size === 0 ? [] : [{ name: eventName, timeUs: atUs, attributes }],
    },
    feature.content,
  );
}

function timeOf(record: DecodedLog, nowUs: number): { atUs: number } | { reason: string } {
  const atUs = record.timeUs || record.observedUs;
  if (atUs === 0) return { reason: "time missing" };
  if (atUs < EARLIEST_US) return { reason: "time before 2015" };
  if (atUs > nowUs + DAY_US) return { reason: "time more than a day ahead" };
  return { atUs };
}

/** The names by which a record says which feature it belongs to, and where it ran. */
function placeOf(record: DecodedLog, resource: Attributes) {
  return {
    featureSlug: first("feature", asText, record.attributes, resource),
    serviceName: first("serviceName", asText, resource, record.attributes),
    environment:
      first("environment", (value) => asText(value, 64), record.attributes, resource) ?? "production",
  };
}

/** The traces of records that name no feature: what they belong to may be known from the spans. */
export function unnamedTraces(resources: DecodedLogs[]): { traceId: string; environment: string }[] {
  const found = new Map<string, { traceId: string; environment: string }>();
  for (const { attributes, records } of resources) {
    for (const record of records) {
      const name = eventNameOf(record);
      if (!isEvaluation(name) && !messageEvents.has(name)) continue;
      const { featureSlug, environment } = placeOf(record, attributes);
      if (featureSlug === null && traceShape.test(record.traceId))
        found.set(`${record.traceId} ${environment}`, { traceId: record.traceId, environment });
    }
  }
  return [...found.values()];
}

function featureOf(
  record: DecodedLog,
  place: ReturnType<typeof placeOf>,
  options: { index: FeatureIndex; keyFeatureId: number | null; featureOfTrace: FeatureOfTrace },
): KnownFeature | { reason: string } {
  const known = options.featureOfTrace(record.traceId, place.environment);
  const ofTrace = known === undefined ? undefined : options.index.byId.get(known);
  if (place.featureSlug === null && options.keyFeatureId === null && ofTrace) return ofTrace;
  return resolveFeature(place, options.index, options.keyFeatureId);
}

/**
 * Brings decoded log records to rows: results of evaluators, and messages of spans as far as the feature's content
 * policy keeps them. Everything else is counted by reason. Pure but for its arguments.
 */
export function logRowsOf(
  resources: DecodedLogs[],
  options: {
    index: FeatureIndex;
    keyFeatureId: number | null;
    featureOfTrace: FeatureOfTrace;
    now: Date;
  },
): LogRows {
  const rows: LogRows = { evaluations: [], messages: [], rejected: new Map() };
  const reject = (reason: string) => rows.rejected.set(reason, (rows.rejected.get(reason) ?? 0) + 1);
  for (const resource of resources) {
    for (const record of resource.records) {
      const reason = take(record, resource.attributes, options, rows);
      if (reason !== null) reject(reason);
    }
  }
  return rows;
}

/** Adds one record to the rows, or says why it cannot be taken. */
function take(
  record: DecodedLog,
  resource: Attributes,
  options: Parameters<typeof logRowsOf>[1],
  rows: LogRows,
): string | null {
  const eventName = eventNameOf(record);
  const message = messageEvents.has(eventName);
  if (!message && !isEvaluation(eventName)) return "not a GenAI event";
  const time = timeOf(record, options.now.getTime() * 1000);
  if ("reason" in time) return time.reason;
  const place = placeOf(record, resource);
  const feature = featureOf(record, place, options);
  if ("reason" in feature) return feature.reason;
  const { telemetry } = options.index;
  if (time.atUs < telemetryKeptFrom(telemetry, options.now).getTime() * 1000) return tooOld(telemetry.days);
  const traceId = traceShape.test(record.traceId) ? record.traceId : null;
  const spanId = traceId !== null && spanShape.test(record.spanId) ? record.spanId : null;
  if (!message) {
    const said = evaluationAttributes(record);
    // The name may stand on the resource, which is not kept; the feature finds it when it is registered.
    if (feature.id === UNREGISTERED_FEATURE && place.featureSlug !== null)
      said.set("threshold.feature", place.featureSlug);
    const row = evaluationOf(eventName, said, {
      feature,
      ...place,
      traceId,
      spanId,
      atUs: time.atUs,
      source: evaluationSources.log,
    });
    if ("reason" in row) return row.reason;
    rows.evaluations.push(row);
    return null;
  }
  if (traceId === null || spanId === null) return "a message of no span";
  const content = keptOf(record, eventName, time.atUs, feature);
  // A policy that keeps no messages is obeyed here as with spans: taken, and nothing left to store.
  if (content === null || (content.input === null && content.output === null)) return null;
  const said = JSON.stringify([traceId, spanId, time.atUs, content]);
  const id = createHash("sha256").update(said).digest("hex").slice(0, 32);
  rows.messages.push({ featureId: feature.id, atUs: time.atUs, id, traceId, spanId, content });
  return null;
}
