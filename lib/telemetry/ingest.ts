import "server-only";
import { setImmediate } from "node:timers/promises";
import type { Principal } from "#lib/auth/domain";
import { sharedLoad } from "#lib/core/shared-load";
import { contentOf } from "./content.ts";
import { type CallCost, costOf } from "./cost-of.ts";
import { billableOperations, callOperations } from "./dialects/dialect-values.ts";
import { normalise } from "./dialects/normalise.ts";
import {
  attemptCodes,
  type LoadPricing,
  type NormalSpan,
  outcomeCodes,
  type Pricing,
  statusCodes,
  UNREGISTERED_FEATURE,
} from "./domain.ts";
import { type EvaluationRow, evaluationsOf, withoutResults } from "./evaluation.ts";
import { ingestState } from "./ingest-state.ts";
import { interactionOf, shownUnit, unitOn } from "./interaction.ts";
import { originOf } from "./kept-origin.ts";
import { withResource } from "./kept-resource.ts";
import { loadFeatures } from "./known-features.ts";
import type { Attributes, DecodedResource, DecodedSpan } from "./otlp/otlp.ts";
import { slicesOf } from "./otlp/slices.ts";
import { type Relation, relate, type Unit } from "./relate/relate.ts";
import { settleSoon } from "./relate/settle-soon.ts";
import { type FeatureIndex, type KnownFeature, resolveFeature } from "./resolve-feature.ts";
import { telemetryKeptFrom, tooOld } from "./retention-domain.ts";
import { shownNames } from "./shown-names.ts";
import type { CallPart, Row } from "./write/rows.ts";
import { type Batch, sizeOfBatch } from "./write/write-batch.ts";

type Source = { span: DecodedSpan; resource: Attributes };

function callPart(span: NormalSpan, cost: CallCost): Omit<CallPart, "attempt"> {
  return {
    attemptStated: span.attempt !== null,
    operationStated: span.operationStated,
    billable: cost.billable,
    costNano: cost.nano,
    usage: span.usage,
    timeToFirstTokenUs: span.timeToFirstTokenUs,
  };
}

function rowOf(
  span: NormalSpan,
  source: Source,
  feature: KnownFeature,
  context: { relation: Relation; price: Pricing },
): Row {
  const { attempt, unit, inherited } = context.relation;
  const repeats = !span.isCall && callOperations.has(span.operation);
  // What repeats calls below it is priced too: it may turn out, once the rest of its trace is here, that it does not.
  const priced = repeats ? { ...span, isCall: true, billable: billableOperations.has(span.operation) } : span;
  const cost = costOf(priced, context.price, feature.id);
  const content = contentOf(withoutResults(source.span), feature.content);
  const kept =
    feature.id === UNREGISTERED_FEATURE
      ? withResource(
          content,
          { span: source.span.attributes, resource: source.resource },
          feature.content.attributes,
        )
      : content;
  return {
    featureId: feature.id,
    dimension: {
      ...span,
      ...shownNames(
        { ...span, errorType: span.status === "error" ? span.errorType : null },
        feature.content.attributes,
      ),
      featureId: feature.id,
      priceRef: repeats ? null : cost.ref,
      namedFeature: feature.id === UNREGISTERED_FEATURE ? span.featureSlug : null,
      origin: originOf(source.resource, source.span.scope, feature),
    },
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    startUs: span.startUs,
    durationUs: span.endUs - span.startUs,
    interactionId: unit?.id ?? span.traceId,
    unitValue: unit?.value == null ? null : shownUnit(unit.value, feature.content.attributes),
    hasUnit: unit !== null || feature.unit.kind === "trace",
    unitInherited: inherited,
    status: statusCodes[span.status],
    outcome: span.outcome === null ? null : outcomeCodes[span.outcome],
    content: kept,
    call: span.isCall ? { attempt: attemptCodes[attempt ?? "first"], ...callPart(span, cost) } : null,
    asCall: repeats
      ? {
          attempt: span.attempt === null ? null : attemptCodes[span.attempt],
          ...callPart(span, cost),
          priceRef: cost.ref,
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
  const ownUnit = (span: NormalSpan, source: Source | undefined): Unit | null => {
    const unit = features.get(span)?.unit;
    const found = source && unit ? unitOn(source.span.attributes, source.resource, unit) : null;
    return found && unit ? interactionOf(found, span.traceId, unit) : null;
  };
  const units = new Map([...sources].map(([span, source]) => [span, ownUnit(span, source)]));
  const relations = relate([...sources.keys()], {
    owner: (span) => features.get(span)?.id ?? 0,
    unit: (span) => units.get(span) ?? null,
  });
  const rows: Row[] = [];
  const evaluations: EvaluationRow[] = [];
  for (const [span, source] of sources) {
    const feature = features.get(span);
    const relation = relations.get(span);
    if (!feature || !relation) continue;
    rows.push(rowOf(span, source, feature, { relation, price: options.price }));
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
  if (sizeOfBatch(batch) > 0) {
    await ingestState().queue.submit(batch);
    settleSoon();
  }
  return rejected;
}
