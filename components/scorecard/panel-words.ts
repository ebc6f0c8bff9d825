import { formatCount } from "#lib/core/format";
import { type Characteristic, type Link, openChecks, type Status } from "#lib/scorecard/domain";

/** Whether a panel stands open by itself: where something is known to be wrong or has run out. */
export function opensByItself({ checks }: Pick<Characteristic, "checks">): boolean {
  return checks.some(({ status }) => status === "unmet" || status === "stale");
}

/** "2 of 5 checks met", "6 checks, no evidence yet". */
export function checksSummary(checks: readonly { status: Status }[]): string {
  const met = checks.filter(({ status }) => status === "met").length;
  if (checks.every(({ status }) => status === "unknown"))
    return `${formatCount(checks.length, "check")}, no evidence yet.`;
  return `${met} of ${formatCount(checks.length, "check")} met.`;
}

/** Where to begin: the fix of the first open check that has one. */
export function firstFix(characteristic: Characteristic): Link | null {
  return openChecks([characteristic]).find(({ fix }) => fix !== null)?.fix ?? null;
}
