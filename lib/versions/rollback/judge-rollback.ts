import { formatCount, formatDate, formatDateTime, formatNumber } from "#lib/core/format";
import { atLeastPercent } from "#lib/core/share";
import { addDays } from "#lib/core/time";
import { type Finding, finding } from "#lib/scorecard/domain";

/** A recorded rollback and what telemetry showed of it. Digests are whole, instants RFC 3339. */
export type RollbackSeen = {
  recordedAt: string;
  /** The release that it left, and the one that it went back to. */
  from: string;
  to: string;
  /**
   * Calls of an hour before that one, or of six, and those that carried the release it went back to: without nearly all
   * of them it is no way back. Absent where the other figures do not show it, and in scorecards stored before it was read.
   */
  earlier?: { calls: number; carried: number };
  /** Calls of the hour before it in which most carried the release it left. */
  before: { calls: number; carried: number };
  /** Calls of the whole hours after it, and those that carried the release it went back to. */
  after: { calls: number; carried: number };
  /** Until when the hours after it were counted. */
  watchedUntil: string;
};

export type RollbackPolicy = {
  /** Days that a rollback that was seen stays good. */
  rollbackDays: number;
  /** Hours before and after a rollback in which telemetry must show the release it left and the one it reached. */
  rollbackHours: number;
  /** Calls that each of the two must have carried. */
  rollbackCalls: number;
  /** Percentage of the calls after it that must carry the release it reached. */
  rollbackPercent: number;
};

export type RollbackEvidence = {
  feature: { slug: string };
  previous: { digest: string; until: string; artifacts: number; notKept?: string[] } | null;
  rollbacks?: RollbackSeen[];
};

const short = (digest: string) => digest.slice(0, 12);

/** Whether the release it went back to had nearly all the traffic before the one it left took over. */
const ranEarlier = ({ earlier }: RollbackSeen, policy: RollbackPolicy) =>
  earlier === undefined ||
  (earlier.carried >= policy.rollbackCalls &&
    atLeastPercent(earlier.carried, earlier.calls, policy.rollbackPercent));

/** Whether telemetry shows that traffic really went from one release back to the other. */
export function isSeen(rollback: RollbackSeen, policy: RollbackPolicy): boolean {
  const { before, after, from, to } = rollback;
  return (
    from !== to &&
    ranEarlier(rollback, policy) &&
    before.carried >= policy.rollbackCalls &&
    atLeastPercent(before.carried, before.calls, 50) &&
    after.carried >= policy.rollbackCalls &&
    atLeastPercent(after.carried, after.calls, policy.rollbackPercent)
  );
}

/** What is missing of a rollback that was recorded. */
function whyNotSeen(rollback: RollbackSeen, policy: RollbackPolicy): string {
  const { before, after, from, to } = rollback;
  if (before.carried < policy.rollbackCalls || !atLeastPercent(before.carried, before.calls, 50))
    return `before it, ${formatCount(before.carried, "call")} of ${formatNumber(before.calls)} carried ${short(from)}, so no traffic had to come back`;
  if (!ranEarlier(rollback, policy))
    return `in no hour before ${short(from)} ran, nor in six, did ${short(to)} carry ${policy.rollbackPercent} % of the calls, so this went forward and not back`;
  if (after.calls === 0) return "no whole hour of traffic after it has been seen";
  return `after it, ${formatNumber(after.carried)} of ${formatCount(after.calls, "call")} carried ${short(to)}`;
}

/** `rollback`: the release before is kept, and a recorded return to an earlier one was seen in telemetry in time. */
export function judgeRollback(evidence: RollbackEvidence, policy: RollbackPolicy, now: Date): Finding {
  const { feature, previous, rollbacks = [] } = evidence;
  const href = `/features/${feature.slug}/versions`;
  const links = [{ label: "What ran before", href }];
  const fix = { label: "See what ran before", href };
  if (previous === null)
    return finding("rollback", "unknown", "No earlier release is known that one could go back to.", { fix });
  const notKept = previous.notKept ?? [];
  if (notKept.length > 0) {
    const more = notKept.length > 1 ? ` and ${notKept.length - 1} more` : "";
    return finding(
      "rollback",
      "unmet",
      `Of the release before, ${short(previous.digest)}, nothing is kept of ${notKept[0]}${more} but the name.`,
      { evidence: links, fix: { label: "Declare it with its content", href } },
    );
  }
  const retained = `The release before, ${short(previous.digest)}, is retained with ${formatCount(previous.artifacts, "artifact")}`;
  const past = rollbacks.filter((one) => new Date(one.recordedAt) <= now);
  const seen = past.find((one) => isSeen(one, policy));
  if (seen) {
    const until = addDays(new Date(seen.recordedAt), policy.rollbackDays);
    const when = formatDate(seen.recordedAt, "UTC");
    const figures = `${formatNumber(seen.after.carried)} of ${formatCount(seen.after.calls, "call")} after it carried ${short(seen.to)}`;
    if (until <= now)
      return finding(
        "rollback",
        "stale",
        `${retained}, but the last rollback that was seen is of ${when}; one is due every ${policy.rollbackDays} days.`,
        { evidence: links, fix: { label: "Drill a rollback", href } },
      );
    return finding("rollback", "met", `${retained}; going back was recorded on ${when}, and ${figures}.`, {
      evidence: links,
      validUntil: until.toISOString(),
    });
  }
  const [newest] = past;
  if (newest)
    return finding(
      "rollback",
      "unmet",
      `A rollback was recorded on ${formatDateTime(newest.recordedAt, "UTC")}, but telemetry does not show it: ${whyNotSeen(newest, policy)}.`,
      { evidence: links, fix: { label: "Drill a rollback", href } },
    );
  return finding(
    "rollback",
    "unknown",
    `${retained}, but going back to it was never drilled; that is due every ${policy.rollbackDays} days.`,
    { evidence: links, fix },
  );
}
