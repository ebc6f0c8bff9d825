import { type NormalSpan, UNREGISTERED_FEATURE, type UnitOfWork } from "./domain.ts";

/** What ingestion needs to know of a registered feature. */
export type KnownFeature = {
  id: number;
  slug: string;
  unit: UnitOfWork;
  /** Whether messages and tool arguments are stored. */
  keepMessages: boolean;
  serviceNames: string[];
};

export type FeatureIndex = {
  bySlug: Map<string, KnownFeature>;
  byService: Map<string, KnownFeature>;
  byId: Map<number, KnownFeature>;
};

/** Where telemetry goes that names no registered feature. */
export const unregistered: KnownFeature = {
  id: UNREGISTERED_FEATURE,
  slug: "",
  unit: { kind: "trace" },
  keepMessages: false,
  serviceNames: [],
};

/** Features in the order of their ids; where two match one service name, the older keeps it. */
export function indexFeatures(features: KnownFeature[]): FeatureIndex {
  const index: FeatureIndex = { bySlug: new Map(), byService: new Map(), byId: new Map() };
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
  if (span.featureSlug !== null) return index.bySlug.get(span.featureSlug) ?? unregistered;
  return (span.serviceName === null ? undefined : index.byService.get(span.serviceName)) ?? unregistered;
}
