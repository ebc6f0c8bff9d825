/** How long decision records must be kept at least, and how often their chain is verified. */
export type AuditPolicy = { retentionDays: number; verifiedWithinHours: number };

/** What is known about a feature's audit trail. Decision records cannot be kept yet, so only their absence is known. */
export type AuditEvidence = {
  /** Decision records that exist; the store for them does not, so 0. */
  decisionRecords: 0;
};
