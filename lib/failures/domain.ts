import type { Stakes } from "#lib/scorecard/domain";

/** The modes that every feature needs a designed response to. */
export const requiredModes = ["wrong", "unavailable", "malformed input", "cost ceiling"] as const;

export type FailuresPolicy = {
  /** Days of traffic that `bounded` looks at. */
  windowDays: number;
  /** Largest share of interactions, in parts of ten thousand, that may fail with no designed response. */
  limitPerTenThousand: Record<Stakes, number>;
  /** Interactions that the window must hold: by the rule of three fewer cannot show a rate below the limit. */
  minInteractions: Record<Stakes, number>;
  /** Percentage of interactions whose outcome the feature itself must report. */
  reportedPercent: number;
  /** Days that a drill of one mode stays good, by stakes. */
  drillDays: Record<Stakes, number>;
};

/** How the interactions of the window ended, in production. */
export type Outcomes = {
  answered: number;
  degraded: number;
  refused: number;
  escalated: number;
  failed: number;
  /** Nothing was reported; the last call succeeded. */
  silent: number;
  /** Nothing was reported; the last call failed. */
  silentFailed: number;
};

export type FailuresEvidence = {
  outcomes: Outcomes;
  /** RFC 3339, start of the newest hour in which an interaction began; null when none ever did. */
  lastInteractionAt: string | null;
  /** The newest interactions of the window that say "answered", and how many of those ended with a call that failed. */
  answeredSample: { interactions: number; lastCallFailed: number };
};

/** Interactions that ended with no designed response: reported as failed, or silent after a failed last call. */
export function failedWithoutResponse(outcomes: Outcomes): number {
  return outcomes.failed + outcomes.silentFailed;
}

/** All interactions, and those whose outcome was reported by the feature. */
export function outcomeTotals(outcomes: Outcomes): { total: number; reported: number } {
  const reported =
    outcomes.answered + outcomes.degraded + outcomes.refused + outcomes.escalated + outcomes.failed;
  return { total: reported + outcomes.silent + outcomes.silentFailed, reported };
}
