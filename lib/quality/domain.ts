import type { Stakes } from "#lib/scorecard/domain";

/** How often an eval must have run, by stakes, in days. */
export type QualityPolicy = { cadenceDays: Record<Stakes, number> };

/** What is known about a feature's quality bar. Runs, targets and alerts cannot be recorded yet. */
export type QualityEvidence = {
  /** The eval set of the release that is declared to run now; null when none is. */
  evalSet: { name: string; version: string } | null;
};
