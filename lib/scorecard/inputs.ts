import type { AuditEvidence } from "#lib/audit/domain";
import { sha256 } from "#lib/core/ids";
import type { CostEvidence } from "#lib/cost/domain";
import type { FailuresEvidence } from "#lib/failures/domain";
import type { OwnershipEvidence } from "#lib/ownership/judge";
import type { QualityEvidence } from "#lib/quality/domain";
import type { VersionsEvidence } from "#lib/versions/judge";
import type { FeatureFacts } from "./domain.ts";

/** All that the judges see of one feature. Plain JSON, so that it can be stored and judged again. */
export type Inputs = {
  feature: FeatureFacts;
  quality: QualityEvidence;
  failures: FailuresEvidence;
  cost: CostEvidence;
  versions: VersionsEvidence;
  audit: AuditEvidence;
  ownership: OwnershipEvidence;
};

/** JSON with the keys of every object in order of their code units, as RFC 8785 orders them. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
}

/** SHA-256 over the canonical JSON of the inputs, in hexadecimal. */
export function digestOf(inputs: Inputs): string {
  return sha256(canonicalJson(inputs));
}
