import { formatDateTime } from "#lib/core/format";
import { DAY_MS } from "#lib/core/time";
import { type FeatureFacts, type Finding, finding } from "#lib/scorecard/domain";

/** What the judge sees of the rotation that answers for a feature; null when none does. Instants are RFC 3339. */
export type OnCallEvidence = {
  slug: string;
  name: string;
  /** Null once the team was deleted. */
  team: string | null;
  coversAiIncidents: boolean;
  zone: string;
  /** When the evidence was read, and how far ahead it looked. */
  lookedFrom: string;
  lookedUntil: string;
  /** The first stretch in that time in which nobody is on call who can be; `who` would have had the turn. */
  firstGap: { from: string; to: string; who: string | null } | null;
} | null;

/** Days beyond the policy's that the evidence looks ahead, so that a verdict holds for a while. */
export const LOOK_BEYOND_DAYS = 60;

/**
 * Met while the next `rotationDays` have no gap. What the evidence did not look at may be a gap, so it is met no longer
 * than that many days before the first gap, or before the end of what was looked at.
 */
export function judgeOnCall(
  onCall: OnCallEvidence,
  feature: FeatureFacts,
  rotationDays: number,
  now: Date,
): Finding {
  const panel = `/features/${feature.slug}/ownership#on-call`;
  if (onCall === null) {
    return finding(
      "on-call",
      "unmet",
      `No rotation answers for it, so nobody is on call in the next ${rotationDays} days.`,
      { fix: { label: "Give it a rotation", href: panel } },
    );
  }
  const href = `/on-call/${onCall.slug}`;
  const evidence = [{ label: "Rotation", href }];
  if (onCall.team === null) {
    return finding("on-call", "unmet", `The rotation ${onCall.name} belongs to no team any more.`, {
      evidence,
      fix: { label: "Choose another rotation", href: panel },
    });
  }
  if (!onCall.coversAiIncidents) {
    return finding("on-call", "unmet", `The rotation ${onCall.name} does not cover AI incidents.`, {
      evidence,
      fix: { label: "Open the rotation", href },
    });
  }
  const heldUntil = Date.parse(onCall.firstGap?.from ?? onCall.lookedUntil) - rotationDays * DAY_MS;
  if (now.getTime() < heldUntil) {
    return finding(
      "on-call",
      "met",
      `The rotation ${onCall.name} covers AI incidents and has no gap in the next ${rotationDays} days.`,
      { evidence, validUntil: new Date(heldUntil).toISOString() },
    );
  }
  const fix = { label: "Close the gap", href };
  // It was met when the evidence was read; only time has gone by since.
  const ranOut = Date.parse(onCall.lookedFrom) < heldUntil;
  return finding("on-call", ranOut ? "stale" : "unmet", gapInWords(onCall, now), { evidence, fix });
}

function gapInWords(onCall: NonNullable<OnCallEvidence>, now: Date): string {
  const { firstGap, name, zone } = onCall;
  if (!firstGap) return `Whether the rotation ${name} has a gap was not looked at for too long.`;
  const began = Date.parse(firstGap.from) <= now.getTime();
  const when = began ? "now" : `from ${formatDateTime(firstGap.from, zone)}`;
  const who = firstGap.who === null ? "" : `; it would be ${firstGap.who}, who cannot be on call`;
  return `Nobody is on call in the rotation ${name} ${when}${who}.`;
}
