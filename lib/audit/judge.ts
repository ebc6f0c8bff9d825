import { type FeatureFacts, type Finding, finding } from "#lib/scorecard/domain";
import type { AuditEvidence, AuditPolicy } from "./domain.ts";

/** Findings of the five audit checks. Nothing defines high-impact outputs or keeps records of them, so none can be met. */
export function judgeAudit(
  evidence: AuditEvidence & { feature: FeatureFacts },
  policy: AuditPolicy,
  _now: Date,
): Finding[] {
  const { feature } = evidence;
  const fix = (id: string, label: string) => ({
    label,
    href: `/features/${feature.slug}/audit#check-audit-${id}`,
  });
  const content =
    feature.contentPolicy === "none"
      ? "No output can be rebuilt: prompts and responses of this feature are not kept, and there is no decision record."
      : "No decision record exists, so no output has been rebuilt from one.";
  return [
    finding("definition", "unknown", "No one has said which of its outputs are high-impact.", {
      fix: fix("definition", "What a definition needs"),
    }),
    finding("coverage", "unknown", "Without a definition nobody can tell which outputs need a record.", {
      fix: fix("coverage", "What is missing"),
    }),
    finding("intact", "unknown", "There is no record, so there is no chain that could have been verified.", {
      fix: fix("intact", "What is missing"),
    }),
    finding(
      "retention",
      "unknown",
      `No record exists that could have been kept for ${policy.retentionDays} days.`,
      {
        fix: fix("retention", "What is missing"),
      },
    ),
    finding("reconstructable", "unknown", content, {
      fix:
        feature.contentPolicy === "none"
          ? { label: "Choose what content to keep", href: `/features/${feature.slug}/edit` }
          : fix("reconstructable", "What is missing"),
    }),
  ];
}
