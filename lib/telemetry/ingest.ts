import "server-only";
import { setImmediate } from "node:timers/promises";
import type { Principal } from "#lib/auth/domain";
import { sharedLoad } from "#lib/core/shared-load";
import { contentOf } from "./content.ts";
import { costOf } from "./cost-of.ts";
import {
  type Attempt,
  attemptCodes,
  type LoadPricing,
  type NormalSpan,
  outcomeCodes,
  type Pricing,
  statusCodes,
} from "./domain.ts";
import { type EvaluationRow, evaluationsOf } from "./evaluation.ts";
import { ingestState } from "./ingest-state.ts";
import { interactionOf, unitOn } from "./interaction.ts";
import { loadFeatures } from "./known-features.ts";
import { normalise } from "./normalise.ts";
import type { Attributes, DecodedResource, DecodedSpan } from "./otlp.ts";
import { type FeatureIndex, type KnownFeature, resolveFeature } from "./resolve-feature.ts";
import { telemetryKeptFrom, tooOld } from "./retention-domain.ts";
import type { Row } from "./rows.ts";
import { ancestor, demoteRepeaters, type Family, familyOf, inferAttempts } from "./siblings.ts";
import { slicesOf } from "./slices.ts";
import { type Batch, sizeOfBatch } from "./write-batch.ts";

type Source = { span: DecodedSpan; resource: Attributes };

type Unit = ReturnType<typeof unitOn>;

/** The one unit that the spans of a trace carry; null when they carry none, or several. */
function soleUnit(spans: readonly NormalSpan[], unitOf: (span: NormalSpan) => Unit): Unit {
  const units = new Map<string, Unit>();
  for (const span of spans) {
    const unit = unitOf(span);
    if (unit) units.set(`${unit.name} ${unit.value}`, unit);
  }
  return units.size === 1 ? (units.values().next().value ?? null) : null;
}

/** The unit's value as it is shown; its id is made of what was sent. A number alone is a number of a claim, not a card. */
function shownUnit(value: string | null, { content }: KnownFeature): string | null {
  return value === null || /^\d+$/.test(value) ? value : content.attributes.text(value, value.length + 1);
}

function rowOf(
  span: NormalSpan,
  source: Source,
  feature: KnownFeature,
  context: {
    family: Family;
    sources: Map<NormalSpan, Source>;
    attempts: Map<NormalSpan, Attempt>;
    price: Pricing;
    /** Of the traces that were asked for, by trace and feature. */
    traceUnits: Map<string, Unit>;
  },
): Row {
  const unitOf = (of: NormalSpan) => {
    const from = context.sources.get(of);
    return from ? unitOn(from.span.attributes, from.resource, feature.unit) : null;
  };
  const holder = unitOf(span) ? span : ancestor(span, context.family, (above) => unitOf(above) !== null);
  // A root that reports the outcome often lacks the unit that its calls carry; alone it would count as one more.
  const trace = `${span.traceId} ${feature.id}`;
  if (!holder && !span.isCall && !context.traceUnits.has(trace))
    context.traceUnits.set(trace, soleUnit(context.family.inTrace(span.traceId), unitOf));
  const unit = holder ? unitOf(holder) : span.isCall ? null : (context.traceUnits.get(trace) ?? null);
  const interaction = interactionOf(unit, span.traceId, feature.unit);
  const cost = costOf(span, context.price, feature.id);
  return {
    featureId: feature.id,
    dimension: {
      ...span,
      featureId: feature.id,
      priceRef: cost.ref,
      errorType: span.status === "error" ? span.errorType : null,
    },
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    startUs: span.startUs,
    durationUs: span.endUs - span.startUs,
    interactionId: interaction.id,
    unitValue: shownUnit(interaction.value, feature),
    hasUnit: interaction.hasUnit,
    status: statusCodes[span.status],
    outcome: span.outcome === null ? null : outcomeCodes[span.outcome],
    content: contentOf(source.span, feature.content),
    call: span.isCall
      ? {
          attempt: attemptCodes[context.attempts.get(span) ?? "first"],
          attemptStated: span.attempt !== null,
          operationStated: span.operationStated,
          billable: cost.billable,
          costNano: cost.nano,
          usage: span.usage,
          timeToFirstTokenUs: span.timeToFirstTokenUs,
        }
      : null,
  };
}

/** Brings decoded spans to rows: normalise, resolve the feature, relate siblings, price. Pure but for its arguments. */
export function rowsOf(
  resources: DecodedResource[],
  options: { index: FeatureIndex; keyFeatureId: number | null; price: Pricing; now: Date },
): { rows: Row[]; evaluations: EvaluationRow[]; rejected: Map<string, number> } {
  const keptFromUs = telemetryKeptFrom(options.index.telemetry, options.now).getTime() * 1000;
  const rejected = new Map<string, number>();
  const reject = (reason: string) => rejected.set(reason, (rejected.get(reason) ?? 0) + 1);
  const sources = new Map<NormalSpan, Source>();
  const features = new Map<NormalSpan, KnownFeature>();
  // A span that is in one export twice must not look like its own sibling.
  const seen = new Set<string>();
  for (const resource of resources) {
    for (const span of resource.spans) {
      const normal = normalise(span, resource.attributes, options.now.getTime() * 1000);
      if ("reason" in normal) {
        reject(normal.reason);
        continue;
      }
      if (normal.startUs < keptFromUs) {
        reject(tooOld(options.index.telemetry.days));
        continue;
      }
      const id = `${normal.traceId}${normal.spanId}`;
      if (seen.has(id)) continue;
      const feature = resolveFeature(normal, options.index, options.keyFeatureId);
      if ("reason" in feature) {
        reject(feature.reason);
        continue;
      }
      seen.add(id);
      sources.set(normal, { span, resource: resource.attributes });
      features.set(normal, feature);
    }
  }
  const spans = [...sources.keys()];
  const family = familyOf(spans, (span) => features.get(span)?.id ?? 0);
  demoteRepeaters(spans, family);
  const context = {
    family,
    sources,
    attempts: inferAttempts(spans, family),
    price: options.price,
    traceUnits: new Map(),
  };
  const rows: Row[] = [];
  const evaluations: EvaluationRow[] = [];
  for (const [span, source] of sources) {
    const feature = features.get(span);
    if (!feature) continue;
    rows.push(rowOf(span, source, feature, context));
    evaluations.push(...evaluationsOf(source.span, span, feature));
  }
  return { rows, evaluations, rejected };
}

const loadFeaturesShared = sharedLoad(loadFeatures);

/**
 * Takes one export of a key: normalise, resolve, price, write. Resolves after the commit, with the spans that could not
 * be taken counted by reason; the others are stored. Throws QueueFull when too much waits: then nothing was stored.
 */
export async function ingest(
  resources: DecodedResource[],
  principal: Extract<Principal, { kind: "key" }>,
  loadPricing: LoadPricing,
  now = new Date(),
): Promise<Map<string, number>> {
  const [index, price] = await Promise.all([loadFeaturesShared(), loadPricing()]);
  const options = { index, keyFeatureId: principal.featureId, price, now };
  const batch: Batch = { rows: [], evaluations: [] };
  const rejected = new Map<string, number>();
  for (const slice of slicesOf(resources)) {
    if (batch.rows.length > 0) await setImmediate();
    const made = rowsOf(slice, options);
    for (const row of made.rows) batch.rows.push(row);
    for (const row of made.evaluations) batch.evaluations.push(row);
    for (const [reason, count] of made.rejected) rejected.set(reason, (rejected.get(reason) ?? 0) + count);
  }
  if (sizeOfBatch(batch) > 0) await ingestState().queue.submit(batch);
  return rejected;
}
