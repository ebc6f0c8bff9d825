import "server-only";
import { pool } from "#lib/core/db";
import { type FeatureIndex, indexFeatures, type KnownFeature } from "./resolve-feature.ts";

type FeatureRow = {
  id: number;
  slug: string;
  unit_kind: "trace" | "conversation" | "attribute";
  unit_attribute: string | null;
  content_policy: "none" | "redacted" | "full";
  match_service_names: string[];
};

function known(row: FeatureRow): KnownFeature {
  return {
    id: row.id,
    slug: row.slug,
    unit:
      row.unit_kind === "attribute"
        ? { kind: "attribute", attribute: row.unit_attribute ?? "" }
        : { kind: row.unit_kind },
    keepMessages: row.content_policy === "full",
    serviceNames: row.match_service_names,
  };
}

/** All features, read anew for each export: a feature that was just registered gets its spans at once. */
export async function loadFeatures(): Promise<FeatureIndex> {
  const result = await pool().query<FeatureRow>(
    "SELECT id, slug, unit_kind, unit_attribute, content_policy, match_service_names FROM feature",
  );
  return indexFeatures(result.rows.map(known));
}
