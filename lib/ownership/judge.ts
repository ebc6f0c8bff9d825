import { type FeatureFacts, type Finding, finding } from "#lib/scorecard/domain";
import { judgeOwner, type OwnerEvidence, type OwnerPolicy } from "./judge-owner.ts";
import { judgeOnCall, type OnCallEvidence } from "./on-call/judge-on-call.ts";
import { judgeRunbook, type RunbookEvidence, type RunbookPolicy } from "./runbook/judge-runbook.ts";
import { judgeTested, type TestedEvidence, type TestedPolicy } from "./runbook/judge-tested.ts";

export type OwnershipPolicy = OwnerPolicy &
  RunbookPolicy &
  TestedPolicy & {
    /** Days of rotation without a gap, and of an acknowledged page. */
    rotationDays: number;
    pagedWithinDays: number;
  };

export type OwnershipEvidence = OwnerEvidence & RunbookEvidence & TestedEvidence & { onCall: OnCallEvidence };

type Subject = OwnershipEvidence & { feature: FeatureFacts };

/** Findings of the five ownership checks. Pages cannot be recorded yet. */
export function judgeOwnership(evidence: Subject, policy: OwnershipPolicy, now: Date): Finding[] {
  const { feature } = evidence;
  return [
    judgeOwner(evidence, policy),
    judgeOnCall(evidence.onCall, feature, policy.rotationDays, now),
    judgeRunbook(evidence, policy, now),
    judgeTested(evidence, policy, now),
    finding(
      "pageable",
      "unknown",
      `No page has ever been acknowledged by a person; that is due every ${policy.pagedWithinDays} days.`,
      {
        fix: {
          label: "What a page needs",
          href: `/features/${feature.slug}/ownership#check-ownership-pageable`,
        },
      },
    ),
  ];
}
