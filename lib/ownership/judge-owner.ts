import { formatCount, formatDate } from "#lib/core/format";
import { type FeatureFacts, type Finding, finding } from "#lib/scorecard/domain";

export type OwnerPolicy = {
  /** People who can sign in that the owning team must have. */
  minMembers: number;
};

export type OwnerEvidence = {
  team: {
    name: string;
    accountable: {
      name: string;
      /** RFC 3339; null while nobody has disabled the account. */
      disabledAt: string | null;
      isMember: boolean;
      /** Whether the account has a password, or an identity at the single sign-on of this installation. */
      hasWayIn: boolean;
    } | null;
    /** Members who are not disabled and have a way in. */
    activeMembers: number;
  } | null;
};

/** The finding of `owner`: an accountable person whom nobody could reach through an account answers for nothing. */
export function judgeOwner(
  evidence: OwnerEvidence & { feature: FeatureFacts },
  policy: OwnerPolicy,
): Finding {
  const { feature, team } = evidence;
  const links = [{ label: "Owner", href: `/features/${feature.slug}/ownership` }];
  const people = { label: "Complete the team", href: "/people" };
  if (team === null) {
    return finding("owner", "unmet", "No team owns it.", {
      fix: { label: "Give it a team", href: `/features/${feature.slug}/ownership#owner` },
    });
  }
  const not = (status: "unmet" | "stale", because: string) =>
    finding("owner", status, because, { evidence: links, fix: people });
  const { accountable } = team;
  if (accountable === null) return not("unmet", `The team ${team.name} names nobody who is accountable.`);
  const who = `The accountable person, ${accountable.name},`;
  if (accountable.disabledAt !== null)
    return not("stale", `${who} can no longer sign in since ${formatDate(accountable.disabledAt, "UTC")}.`);
  if (!accountable.hasWayIn)
    return not("unmet", `${who} has no account to sign in with: no password and no single sign-on.`);
  if (!accountable.isMember) return not("unmet", `${who} is not a member of the team ${team.name}.`);
  const members = formatCount(team.activeMembers, "member");
  if (team.activeMembers < policy.minMembers) {
    return not(
      "unmet",
      `The team ${team.name} has only ${members} who can sign in; ${policy.minMembers} are needed.`,
    );
  }
  return finding(
    "owner",
    "met",
    `The team ${team.name} owns it with ${members}; ${accountable.name} is accountable.`,
    { evidence: links },
  );
}
