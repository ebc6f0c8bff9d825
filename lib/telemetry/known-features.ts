import "server-only";
import { TELEMETRY_RETENTION_DAYS } from "#lib/auth/domain";
import { pool } from "#lib/core/db";
import { asSent, redactorOf } from "./redact/redact.ts";
import type { PatternText } from "./redact/redact-own.ts";
import {
  type ContentRule,
  type FeatureIndex,
  indexFeatures,
  type KnownFeature,
  unregisteredFeature,
} from "./resolve-feature.ts";
import { contentKeptFrom } from "./retention-domain.ts";

type FeatureRow = {
  id: number;
  slug: string;
  unit_kind: "trace" | "conversation" | "attribute";
  unit_attribute: string | null;
  content_policy: "none" | "redacted" | "full";
  content_retention_days: number;
  content_kept_from: Date | null;
  redaction_patterns: PatternText[];
  match_service_names: string[];
};

type InstallationRow = {
  redaction_patterns: PatternText[];
  telemetry_retention_days: number;
  telemetry_kept_from: Date | null;
};

function contentRule(row: FeatureRow, shared: readonly PatternText[], now: Date): ContentRule {
  const redactor = redactorOf([...shared, ...row.redaction_patterns]);
  const messages = { none: null, redacted: redactor, full: asSent }[row.content_policy];
  const keptFrom = contentKeptFrom(
    { contentRetentionDays: row.content_retention_days, contentKeptFrom: row.content_kept_from },
    now,
  );
  return { messages, attributes: redactor, keptFromUs: keptFrom.getTime() * 1000 };
}

function known(row: FeatureRow, shared: readonly PatternText[], now: Date): KnownFeature {
  return {
    id: row.id,
    slug: row.slug,
    unit:
      row.unit_kind === "attribute"
        ? { kind: "attribute", attribute: row.unit_attribute ?? "" }
        : { kind: row.unit_kind },
    content: contentRule(row, shared, now),
    serviceNames: row.match_service_names,
  };
}

/** All features and what is kept, read anew for each export: a feature that was just registered gets its spans at once. */
export async function loadFeatures(now = new Date()): Promise<FeatureIndex> {
  const [features, installation] = await Promise.all([
    pool().query<FeatureRow>(
      `SELECT id, slug, unit_kind, unit_attribute, content_policy, content_retention_days, content_kept_from,
         redaction_patterns, match_service_names FROM feature`,
    ),
    pool().query<InstallationRow>(
      "SELECT redaction_patterns, telemetry_retention_days, telemetry_kept_from FROM installation WHERE id = 1",
    ),
  ]);
  const [row] = installation.rows;
  const shared = row?.redaction_patterns ?? [];
  return indexFeatures(
    features.rows.map((feature) => known(feature, shared, now)),
    unregisteredFeature({ messages: null, attributes: redactorOf(shared), keptFromUs: 0 }),
    {
      days: row?.telemetry_retention_days ?? TELEMETRY_RETENTION_DAYS.default,
      keptFrom: row?.telemetry_kept_from ?? null,
    },
  );
}
