import type { AuditPolicy } from "#lib/audit/domain";
import type { CostPolicy } from "#lib/cost/domain";
import type { FailuresPolicy } from "#lib/failures/domain";
import type { OwnershipPolicy } from "#lib/ownership/judge";
import type { QualityPolicy } from "#lib/quality/domain";
import { REASON_LETTERS } from "#lib/versions/domain";
import type { VersionsPolicy } from "#lib/versions/judge";
import type { CharacteristicKey } from "./domain.ts";

export type Policy = {
  quality: QualityPolicy;
  failures: FailuresPolicy;
  cost: CostPolicy;
  versions: VersionsPolicy;
  audit: AuditPolicy;
  ownership: OwnershipPolicy;
};

export type CheckDefinition = {
  id: string;
  title: string;
  /** What must be true for it to be met. */
  requirement: string;
};

export type Criteria = {
  version: string;
  /** Whose telemetry and deployments are judged: production decides about production. */
  environment: string;
  policy: Policy;
  checks: Record<CharacteristicKey, CheckDefinition[]>;
};

const policy: Policy = {
  quality: { cadenceDays: { high: 1, standard: 7, low: 30 } },
  failures: {
    windowDays: 7,
    limitPerTenThousand: { high: 50, standard: 100, low: 300 },
    // Rule of three (Hanley and Lippman-Hand 1983): without a failure in n, 95 % sure that the rate is under 3 / n.
    minInteractions: { high: 600, standard: 300, low: 100 },
    reportedPercent: 95,
    drillDays: { high: 90, standard: 180, low: 365 },
  },
  cost: {
    currentHours: 24,
    windowDays: 7,
    unitPercent: 99,
    pricedInteractionsPercent: 95,
    pricedCallsPercent: 99,
    toldApartPercent: 99,
    repeatSeenDays: 90,
  },
  versions: {
    continuousDays: 90,
    recordedWithinHours: 24,
    gapMinutes: 5,
    observedDays: 7,
    agreeingPercent: 99,
    shareCalls: 20,
    halfShareCalls: 100,
    newestWithinHours: 1,
    reasonLetters: REASON_LETTERS,
    rollbackDays: 90,
    rollbackHours: 24,
    rollbackCalls: 20,
    rollbackPercent: 95,
  },
  audit: { retentionDays: 183, verifiedWithinHours: 24 },
  ownership: {
    minMembers: 2,
    runbookWords: 40,
    linkDays: 7,
    rotationDays: 30,
    runbookTestDays: 90,
    pagedWithinDays: 90,
  },
};

/** Criteria 2026.1. docs/criteria-2026.1.md says the same for people; a test holds them together. */
export const criteria: Criteria = {
  version: "2026.1",
  environment: "production",
  policy,
  checks: {
    quality: [
      {
        id: "eval-set",
        title: "Eval set",
        requirement:
          "A versioned eval set has enough cases to see the drop that the feature promises to see.",
      },
      {
        id: "target",
        title: "Target",
        requirement: "At least one metric has a numeric target and a margin, set before the latest run.",
      },
      {
        id: "cadence",
        title: "Cadence",
        requirement:
          "The eval runs on a schedule (every day at high stakes, every 7 days at standard, every 30 at low) and the last run is inside it.",
      },
      {
        id: "production-sample",
        title: "Production sample",
        requirement:
          "The latest scheduled run included samples of production traffic no older than the cadence.",
      },
      {
        id: "alert",
        title: "Alert",
        requirement:
          "A regression reaches a person: the alert is routed, and a test or a real page on that route was acknowledged.",
      },
      {
        id: "on-target",
        title: "On target",
        requirement: "The newest result for the release that runs now meets its target.",
      },
    ],
    failures: [
      {
        id: "documented",
        title: "Documented",
        requirement:
          "Each of the four required modes (wrong, unavailable, malformed input, cost ceiling) has a trigger, a detection and a designed response.",
      },
      {
        id: "drilled",
        title: "Drilled",
        requirement:
          "Each mode has a passed drill on the release that runs now, proved by telemetry (every 90 days at high stakes, 180 at standard, 365 at low).",
      },
      {
        id: "bounded",
        title: "Bounded",
        requirement:
          "Over 7 days, interactions that failed with no designed response stay under the limit: 0.5 % at high stakes, 1 % at standard, 3 % at low. At least 95 % of interactions say how they ended, and there are enough of them: 600, 300 or 100.",
      },
      {
        id: "enforced",
        title: "Enforced",
        requirement:
          "Timeout, retries, fallback and ceiling are active in the running feature, seen in telemetry.",
      },
    ],
    cost: [
      {
        id: "unit",
        title: "Unit of work",
        requirement: "One unit of work has a name, and at least 99 % of the calls of the last 24 h carry it.",
      },
      {
        id: "current",
        title: "Current",
        requirement:
          "Cents per interaction exist for the last 24 h, and at least 95 % of its interactions are priced whole.",
      },
      {
        id: "coverage",
        title: "Coverage",
        requirement:
          "At least 99 % of the billable calls of the last 7 days have a price. Unpriced is never zero.",
      },
      {
        id: "complete",
        title: "Complete",
        requirement:
          "Retries and fallbacks have been seen in the last 90 days, at least 99 % of the repeats of failed calls are told apart from first attempts, and at least 99 % of those that succeeded have a price.",
      },
      {
        id: "ceiling",
        title: "Ceiling",
        requirement: "A budget with an owner exists and its burn is alerted on.",
      },
    ],
    versions: [
      {
        id: "kinds",
        title: "Kinds",
        requirement:
          "What runs now has a version of its prompt, its model, its eval set and, where it retrieves, its retrieval configuration, each with a reason for the change.",
      },
      {
        id: "continuous",
        title: "Continuous",
        requirement:
          "The last 90 days, or the life of the feature, have no gap in what ran. A deployment proves what ran from 24 h before it was recorded; recorded later than that it proves nothing about the past.",
      },
      {
        id: "declared-is-observed",
        title: "Declared is observed",
        requirement:
          "At least 99 % of the calls of the last 7 days carry the release that was declared to run at that hour, none of them beyond twice its share, and were answered by a model of that release. Each declared release whose share promises 20 calls was seen, and took at least half of its share where it promises 100; what runs now was seen within 1 h.",
      },
      {
        id: "rollback",
        title: "Rollback",
        requirement:
          "Everything of the release before is kept, and within 90 days a rollback was recorded that telemetry shows: before it most calls of an hour carried the release it left, in an hour before that, or in six, at least 95 % of the calls, and at least 20, had carried the one it went back to, and in the whole hours of the 24 h after it the same share of the calls carried it again.",
      },
    ],
    audit: [
      {
        id: "definition",
        title: "Definition",
        requirement:
          "Which outputs are high-impact is defined, or it is attested, with an expiry, that none are.",
      },
      {
        id: "coverage",
        title: "Coverage",
        requirement: "Every matching output in telemetry has a decision record.",
      },
      {
        id: "intact",
        title: "Intact",
        requirement: "The chain of decision records verifies, checked within 24 h.",
      },
      {
        id: "retention",
        title: "Retention",
        requirement: "Decision records are kept for at least the policy, which is never under 183 days.",
      },
      {
        id: "reconstructable",
        title: "Reconstructable",
        requirement: "A sample of decision records can be rebuilt whole.",
      },
    ],
    ownership: [
      {
        id: "owner",
        title: "Owner",
        requirement:
          "A team owns it, its accountable person is a member with an account that can sign in, and at least two members have one.",
      },
      {
        id: "on-call",
        title: "On call",
        requirement:
          "The rotation that answers for it covers AI incidents, and somebody who can sign in and is in its team is on call at each instant of the next 30 days.",
      },
      {
        id: "runbook",
        title: "Runbook",
        requirement:
          "A runbook exists, has at least 40 words beside its headings, and each of its links was seen to work within 7 days.",
      },
      {
        id: "tested",
        title: "Tested",
        requirement:
          "The newest revision of the runbook passed a test within 90 days, run by someone on the feature’s rotation who wrote none of what changed since it last passed, and no test failed since.",
      },
      {
        id: "pageable",
        title: "Pageable",
        requirement: "The page path was acknowledged by a person within 90 days.",
      },
    ],
  },
};

/** What each check of a characteristic asks for, by its id. */
export function requirementsOf(key: CharacteristicKey): Record<string, string> {
  return Object.fromEntries(criteria.checks[key].map((check) => [check.id, check.requirement]));
}
