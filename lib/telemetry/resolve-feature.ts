import { TELEMETRY_RETENTION_DAYS } from "#lib/auth/domain";
import { type NormalSpan, UNREGISTERED_FEATURE, type UnitOfWork } from "./domain.ts";
import { type Redactor, redactorOf } from "./redact/redact.ts";
import type { TelemetryRetention } from "./retention-domain.ts";

/** How what people and models wrote is kept. */
export type ContentRule = {
  /** What messages and tool arguments go through before they are stored; null: none are stored. */
  messages: Redactor | null;
  /** What further attributes go through: every reader of the feature sees those. */
  attributes: Redactor;
  /** Messages of spans that began before are not stored: their days are over, or they were deleted. */
  keptFromUs: number;
};

/** What ingestion needs to know of a registered feature. */
export type KnownFeature = {
  id: number;
  slug: string;
  unit: UnitOfWork;
  content: ContentRule;
  serviceNames: string[];
};

export type FeatureIndex = {
  bySlug: Map<string, KnownFeature>;
  byService: Map<string, KnownFeature>;
  byId: Map<number, KnownFeature>;
  unregistered: KnownFeature;
  telemetry: TelemetryRetention;
};

/** What a feature keeps that nobody asked to keep more of: attributes without what looks personal. */
export const noMessages: ContentRule = { messages: null, attributes: redactorOf([]), keptFromUs: 0 };

/** Where telemetry goes that names no registered feature. */
export function unregisteredFeature(content: ContentRule = noMessages): KnownFeature {
  return { id: UNREGISTERED_FEATURE, slug: "", unit: { kind: "trace" }, content, serviceNames: [] };
}

/** Features in the order of their ids; where two match one service name, the older keeps it. */
export function indexFeatures(
  features: KnownFeature[],
  unregistered = unregisteredFeature(),
  telemetry: TelemetryRetention = { days: TELEMETRY_RETENTION_DAYS.max, keptFrom: null },
): FeatureIndex {
  const index: FeatureIndex = {
    bySlug: new Map(),
    byService: new Map(),
    byId: new Map(),
    unregistered,
    telemetry,
  };
  for (const feature of features.toSorted((a, b) => a.id - b.id)) {
    index.bySlug.set(feature.slug, feature);
    index.byId.set(feature.id, feature);
    for (const name of feature.serviceNames) {
      if (!index.byService.has(name)) index.byService.set(name, feature);
    }
  }
  return index;
}

/**
 * The feature of a span: what the span or its resource names, then the key's own feature, then match rules, else
 * unregistered. A key that is bound to a feature writes to no other: a span that names another is refused.
 */
export function resolveFeature(
  span: Pick<NormalSpan, "featureSlug" | "serviceName">,
  index: FeatureIndex,
  keyFeatureId: number | null,
): KnownFeature | { reason: string } {
  const bound = keyFeatureId === null ? undefined : index.byId.get(keyFeatureId);
  if (keyFeatureId !== null) {
    if (!bound) return { reason: "the key's feature is gone" };
    if (span.featureSlug !== null && span.featureSlug !== bound.slug) {
      return { reason: "the key is bound to another feature" };
    }
    return bound;
  }
  if (span.featureSlug !== null) return index.bySlug.get(span.featureSlug) ?? index.unregistered;
  return (
    (span.serviceName === null ? undefined : index.byService.get(span.serviceName)) ?? index.unregistered
  );
}
