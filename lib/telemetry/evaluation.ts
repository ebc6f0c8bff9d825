import { createHash } from "node:crypto";
import { contentSide, isExplanation } from "./content.ts";
import { asNumber, asText, first } from "./dialects/coerce.ts";
import { dialectNames } from "./dialects/dialects.ts";
import type { NormalSpan } from "./domain.ts";
import type { Attributes, AttributeValue, DecodedSpan } from "./otlp/otlp.ts";
import type { Redactor } from "./redact/redact.ts";
import type { KnownFeature } from "./resolve-feature.ts";

/** Where a result came from; what the column holds. Never renumber. */
export const evaluationSources = { span: 1, log: 2 } as const;

/** One result of an evaluator as the store takes it. Ids are hexadecimal, times microseconds since 1970. */
export type EvaluationRow = {
  featureId: number;
  atUs: number;
  /** 32 digits of a hash over what was said of what and when. */
  id: string;
  traceId: string | null;
  spanId: string | null;
  responseId: string | null;
  environment: string;
  name: string;
  score: number | null;
  label: string | null;
  explanation: string | null;
  source: number;
  attributes: { [name: string]: AttributeValue };
};

/** Whose output was judged, where and when, as far as the sender says. */
export type Judged = Pick<EvaluationRow, "traceId" | "spanId" | "environment" | "atUs" | "source"> & {
  feature: Pick<KnownFeature, "id" | "content">;
  serviceName: string | null;
};

export const EVALUATION_EVENT = "gen_ai.evaluation.result";
const EVALUATION_PREFIX = "gen_ai.evaluation.";

/** Whether an event is an evaluation's result. Before the conventions had one name, each metric was an event of its own. */
export function isEvaluation(eventName: string): boolean {
  return eventName.startsWith(EVALUATION_PREFIX) && eventName.length > EVALUATION_PREFIX.length;
}

const EXPLANATION_LIMIT = 4000;
const NAME_LIMIT = 200;
const ATTRIBUTE_LIMIT = 500;
const ATTRIBUTES_LIMIT = 4096;

const inColumns: ReadonlySet<string> = new Set(
  (
    [
      "evaluationName",
      "evaluationScore",
      "evaluationLabel",
      "evaluationExplanation",
      "responseId",
      "environment",
    ] as const
  ).flatMap((field) => [...dialectNames[field]]),
);

/** What else was said, bounded; nothing of what people or models wrote. */
function furtherAttributes(
  attributes: Attributes,
  serviceName: string | null,
  redactor: Redactor,
): EvaluationRow["attributes"] {
  const kept: [string, AttributeValue][] = serviceName === null ? [] : [["service.name", serviceName]];
  let left = ATTRIBUTES_LIMIT;
  for (const [name, value] of attributes) {
    if (inColumns.has(name) || name === "event.name" || contentSide(name) !== null || isExplanation(name))
      continue;
    const text = typeof value === "object" ? JSON.stringify(value) : value;
    const bounded = typeof text === "string" ? redactor.text(text, ATTRIBUTE_LIMIT) : text;
    left -= name.length + JSON.stringify(bounded).length;
    if (left < 0) break;
    kept.push([redactor.text(name, 200), bounded]);
  }
  return Object.fromEntries(kept);
}

/** true and false are scores of 1 and 0. */
function asScore(value: AttributeValue | undefined): number | null {
  return typeof value === "boolean" ? Number(value) : asNumber(value);
}

/** The metric, and what came of it, or why the event is no result. */
function resultIn(
  eventName: string,
  attributes: Attributes,
): { name: string; score: number | null; label: string | null } | { reason: string } {
  const named = eventName === EVALUATION_EVENT ? null : asText(eventName.slice(EVALUATION_PREFIX.length));
  const name = first("evaluationName", asText, attributes) ?? named;
  if (name === null) return { reason: "an evaluation without a name" };
  const score = first("evaluationScore", asScore, attributes);
  const label = first("evaluationLabel", asText, attributes);
  if (score === null && label === null && first("errorType", asText, attributes) === null)
    return { reason: "an evaluation without a score or a label" };
  return { name, score, label };
}

/** The span without the events that are stored as results: what remains is kept with the span. */
export function withoutResults(span: DecodedSpan): DecodedSpan {
  if (!span.events.some((event) => isEvaluation(event.name))) return span;
  const events = span.events.filter(
    (event) => !isEvaluation(event.name) || "reason" in resultIn(event.name, event.attributes),
  );
  return { ...span, events };
}

/**
 * The result that an event carries (gen_ai.evaluation.result of the OpenTelemetry GenAI conventions), or why it is none.
 * An explanation is kept only where the feature keeps messages.
 */
export function evaluationOf(
  eventName: string,
  attributes: Attributes,
  judged: Judged,
): EvaluationRow | { reason: string } {
  const result = resultIn(eventName, attributes);
  if ("reason" in result) return result;
  const { name, score, label } = result;
  const { feature, serviceName, traceId, spanId, environment, atUs, source } = judged;
  const responseId = first("responseId", asText, attributes);
  const { messages, attributes: redactor, keptFromUs } = feature.content;
  // Redacted before it is cut: a cut through a secret would hide it from the patterns.
  const words = first(
    "evaluationExplanation",
    (value) => asText(value, Number.POSITIVE_INFINITY),
    attributes,
  );
  const kept = words !== null && messages !== null && atUs >= keptFromUs;
  const said = JSON.stringify([traceId, spanId, name, score, label, atUs, responseId]);
  return {
    featureId: feature.id,
    atUs,
    id: createHash("sha256").update(said).digest("hex").slice(0, 32),
    traceId,
    spanId,
    responseId,
    environment,
    name: redactor.text(name, NAME_LIMIT),
    score,
    label: label === null ? null : redactor.text(label, ATTRIBUTE_LIMIT),
    explanation: kept ? messages.text(words, EXPLANATION_LIMIT) : null,
    source,
    attributes: furtherAttributes(attributes, serviceName, redactor),
  };
}

/** The results that a span's events carry. Events that are none are left for the span's other attributes. */
export function evaluationsOf(
  span: DecodedSpan,
  normal: Pick<NormalSpan, "traceId" | "spanId" | "environment" | "endUs" | "serviceName">,
  feature: Pick<KnownFeature, "id" | "content">,
): EvaluationRow[] {
  const rows: EvaluationRow[] = [];
  for (const event of span.events) {
    if (!isEvaluation(event.name)) continue;
    const row = evaluationOf(event.name, event.attributes, {
      feature,
      serviceName: normal.serviceName,
      traceId: normal.traceId,
      spanId: normal.spanId,
      environment: normal.environment,
      atUs: plausible(event.timeUs, normal.endUs),
      source: evaluationSources.span,
    });
    if (!("reason" in row)) rows.push(row);
  }
  return rows;
}

const EARLIEST_US = Date.UTC(2015, 0, 1) * 1000;
const DAY_US = 86_400_000_000;

/** An event's own time where it can be one; evaluators judge hours later, but not years before the span or after it. */
function plausible(timeUs: number, spanEndUs: number): number {
  return timeUs >= EARLIEST_US && timeUs <= spanEndUs + 366 * DAY_US ? timeUs : spanEndUs;
}
