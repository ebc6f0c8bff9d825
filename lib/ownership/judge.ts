import { formatCount, formatDate } from "#lib/core/format";
import { type FeatureFacts, type Finding, finding } from "#lib/scorecard/domain";
import { judgeOnCall, type OnCallEvidence } from "./judge-on-call.ts";

export type OwnershipPolicy = {
  /** People who can sign in that the owning team must have. */
  minMembers: number;
  /** Words outside of headings that make a runbook more than a table of contents. */
  runbookWords: number;
  /** Days of rotation without a gap, of a runbook test, and of an acknowledged page. */
  rotationDays: number;
  runbookTestDays: number;
  pagedWithinDays: number;
};

export type OwnershipEvidence = {
  team: {
    name: string;
    /** disabledAt is RFC 3339; null while the person may sign in. */
    accountable: { name: string; disabledAt: string | null; isMember: boolean } | null;
    activeMembers: number;
  } | null;
  /** The newest revision; null when there is none. */
  runbook: {
    revision: number;
    createdAt: string;
    authorName: string;
    words: number;
    linkLines: number;
  } | null;
  onCall: OnCallEvidence;
};

type Subject = OwnershipEvidence & { feature: FeatureFacts };

function judgeOwner(evidence: Subject, policy: OwnershipPolicy): Finding {
  const { feature, team } = evidence;
  const links = [{ label: "Owner", href: `/features/${feature.slug}/ownership` }];
  const people = { label: "Complete the team", href: "/people" };
  if (team === null) {
    return finding("owner", "unmet", "No team owns it.", {
      fix: { label: "Give it a team", href: `/features/${feature.slug}/ownership#owner` },
    });
  }
  const { accountable } = team;
  if (accountable === null) {
    return finding("owner", "unmet", `The team ${team.name} names nobody who is accountable.`, {
      evidence: links,
      fix: people,
    });
  }
  if (accountable.disabledAt !== null) {
    return finding(
      "owner",
      "stale",
      `The accountable person, ${accountable.name}, can no longer sign in since ${formatDate(accountable.disabledAt, "UTC")}.`,
      { evidence: links, fix: people },
    );
  }
  if (!accountable.isMember) {
    return finding(
      "owner",
      "unmet",
      `The accountable person, ${accountable.name}, is not a member of the team ${team.name}.`,
      { evidence: links, fix: people },
    );
  }
  if (team.activeMembers < policy.minMembers) {
    return finding(
      "owner",
      "unmet",
      `The team ${team.name} has only ${formatCount(team.activeMembers, "member")} who can sign in; ${policy.minMembers} are needed.`,
      { evidence: links, fix: people },
    );
  }
  return finding(
    "owner",
    "met",
    `The team ${team.name} owns it with ${formatCount(team.activeMembers, "member")}; ${accountable.name} is accountable.`,
    { evidence: links },
  );
}

/** Edited text is a new revision and judged anew, so a runbook that exists does not go stale by age; its test does. */
function judgeRunbook(evidence: Subject, policy: OwnershipPolicy): Finding {
  const { feature, runbook } = evidence;
  const href = `/features/${feature.slug}/ownership#runbook`;
  if (runbook === null) {
    return finding("runbook", "unmet", "No runbook has been written.", {
      fix: { label: "Write the runbook", href },
    });
  }
  const links = [{ label: `Revision ${runbook.revision}`, href }];
  const fix = { label: "Edit the runbook", href };
  if (runbook.words < policy.runbookWords) {
    return finding(
      "runbook",
      "unmet",
      `Revision ${runbook.revision} of the runbook has only ${formatCount(runbook.words, "word")} beside its headings; ${policy.runbookWords} are needed to tell anybody what to do.`,
      { evidence: links, fix },
    );
  }
  if (runbook.linkLines > 0) {
    return finding(
      "runbook",
      "unknown",
      `Revision ${runbook.revision} of the runbook has links, and whether they work was never checked.`,
      { evidence: links, fix },
    );
  }
  return finding(
    "runbook",
    "met",
    `Revision ${runbook.revision} of the runbook, of ${formatDate(runbook.createdAt, "UTC")}, has ${formatCount(runbook.words, "word")} and no link that could break.`,
    { evidence: links },
  );
}

/** Findings of the five ownership checks. Runbook tests and pages cannot be recorded yet. */
export function judgeOwnership(evidence: Subject, policy: OwnershipPolicy, now: Date): Finding[] {
  const { feature, runbook } = evidence;
  const fix = (id: string, label: string) => ({
    label,
    href: `/features/${feature.slug}/ownership#check-ownership-${id}`,
  });
  const untested = runbook
    ? `Revision ${runbook.revision} of the runbook was never tested; that is due every ${policy.runbookTestDays} days.`
    : "There is no runbook that could have been tested.";
  return [
    judgeOwner(evidence, policy),
    judgeOnCall(evidence.onCall, feature, policy.rotationDays, now),
    judgeRunbook(evidence, policy),
    finding("tested", "unknown", untested, { fix: fix("tested", "What a test needs") }),
    finding(
      "pageable",
      "unknown",
      `No page has ever been acknowledged by a person; that is due every ${policy.pagedWithinDays} days.`,
      { fix: fix("pageable", "What a page needs") },
    ),
  ];
}
