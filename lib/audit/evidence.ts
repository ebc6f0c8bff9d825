import type { AuditEvidence } from "./domain.ts";

/** Decision records of a feature: there is no store for them, so there are none. */
export function readAuditEvidence(): AuditEvidence {
  return { decisionRecords: 0 };
}
