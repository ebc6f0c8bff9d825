import { formatDateTime, formatNumber, formatPercent } from "#lib/core/format";
import { Z_999 } from "#lib/core/intervals";
import { atLeastPercent, shareDown } from "#lib/core/share";
import { addDays, HOUR_MS } from "#lib/core/time";
import { type Finding, finding } from "#lib/scorecard/domain";
import { MILLION } from "./domain.ts";
import { gapWords } from "./gap-words.ts";
import type { DeclaredRectangle } from "./proof.ts";
import type { Observed, SharesSeen } from "./share-proof.ts";

export type ObservedPolicy = {
  /** Days of traffic that `declared-is-observed` looks at, and the percentage of calls that must agree. */
  observedDays: number;
  agreeingPercent: number;
  /** Calls that a declared share promises, from which on its release must have been seen at all. */
  shareCalls: number;
  /** The same, from which on it must have had at least half of its share: so many that chance does not halve it. */
  halfShareCalls: number;
  /** Hours after which what is declared to run must have been seen. */
  newestWithinHours: number;
};

export type ObservedEvidence = {
  feature: { slug: string };
  observed: Observed;
  lastCallAt: string | null;
  rectangles: DeclaredRectangle[];
};

const short = (digest: string) => digest.slice(0, 12);
/** A weight as a percentage, to its last digit: a share may be as small as a part of a million. */
const percentOf = (ppm: number) => formatPercent(ppm / MILLION, 5);

type Surplus = { release: string; most: number; calls: number };

/**
 * Calls beyond twice the share that a release was declared to take, and beyond what chance gives it: naming a release
 * with a millionth of the traffic does not declare half of it.
 */
function surplusOf(seen: readonly SharesSeen[]): Surplus[] {
  return seen.flatMap(({ calls, shares }) =>
    shares.flatMap(({ release, most, carried }): Surplus[] => {
      const expected = (calls * most) / MILLION;
      const beyond = Math.floor(carried - 2 * expected - Z_999 * Math.sqrt(expected));
      return beyond > 0 ? [{ release, most, calls: beyond }] : [];
    }),
  );
}

/** The first declared share that telemetry does not bear out, in a sentence with its stretch in milliseconds. */
function notSeen(
  seen: readonly SharesSeen[],
  policy: ObservedPolicy,
): { from: number; because: string } | null {
  for (const { from, to, calls, shares } of seen)
    for (const { release, least, carried } of shares) {
      const expected = (calls * least) / MILLION;
      const never = expected >= policy.shareCalls && carried === 0;
      if (!never && (expected < policy.halfShareCalls || 2 * carried >= expected)) continue;
      const took = never ? "none" : `only ${formatNumber(carried)} (${formatPercent(carried / calls)})`;
      return {
        from,
        because: `Release ${short(release)} was declared to take ${percentOf(least)} ${gapWords(from, to)}, and ${took} of ${formatNumber(calls)} calls carried it.`,
      };
    }
  return null;
}

/** Why too few calls agree: what most of the others came with. */
function whyTooFew({ mostUndeclared: most, withoutRelease }: Observed, surplus: readonly Surplus[]): string {
  const [beyond] = surplus.toSorted((a, b) => b.calls - a.calls);
  if (beyond && beyond.calls > Math.max(withoutRelease, most?.calls ?? 0))
    return `${formatNumber(beyond.calls)} carry release ${short(beyond.release)} beyond twice the ${percentOf(beyond.most)} that it was declared to take`;
  return withoutRelease >= (most?.calls ?? 0)
    ? `${formatNumber(withoutRelease)} carry no release`
    : `${formatNumber(most?.calls ?? 0)} came with ${most?.what ?? "something"}, which was not declared`;
}

/** `declared-is-observed`: calls carry what was declared for their hour, and each declared release was seen. */
export function judgeObserved(evidence: ObservedEvidence, policy: ObservedPolicy, now: Date): Finding {
  const { feature, observed, lastCallAt, rectangles } = evidence;
  const id = "declared-is-observed";
  const href = `/features/${feature.slug}/versions`;
  const links = [{ label: "Declared beside observed", href }];
  const calls = { label: "Calls", href: `/features/${feature.slug}/calls` };
  const send = { label: "Send telemetry", href: calls.href };
  const window = `the last ${policy.observedDays} days`;
  if (lastCallAt === null) {
    const because = "No call has ever arrived in production to compare with what was declared.";
    return finding(id, "unknown", because, { fix: send });
  }
  const until = addDays(new Date(lastCallAt), policy.observedDays);
  if (until <= now || observed.calls === 0)
    return finding(id, "stale", `No call in ${window} shows what runs.`, { evidence: links, fix: send });
  if (rectangles.length === 0) {
    const because = `Nothing is declared that the ${formatNumber(observed.calls)} calls of ${window} could be compared with.`;
    return finding(id, "unknown", because, { evidence: [calls], fix: { label: "Declare what runs", href } });
  }
  const { shares = [], newest = null } = observed;
  const surplus = surplusOf(shares);
  const agreeing = surplus.reduce((left, one) => Math.max(0, left - one.calls), observed.agreeing);
  const share = `${shareDown(agreeing, observed.calls)} of ${formatNumber(observed.calls)} calls in ${window}`;
  if (!atLeastPercent(agreeing, observed.calls, policy.agreeingPercent)) {
    const because = `Only ${share} carry the release and model that were declared; ${whyTooFew(observed, surplus)}.`;
    return finding(id, "unmet", because, {
      evidence: [...links, calls],
      fix: { label: "Compare them", href },
    });
  }
  const unseen = notSeen(shares, policy);
  if (unseen) {
    const day = `${href}?at=${new Date(unseen.from).toISOString().slice(0, 10)}`;
    return finding(id, "unmet", unseen.because, {
      evidence: [{ label: "Declared beside observed", href: day }, calls],
      fix: { label: "Record what ran", href: day },
    });
  }
  const due = newest?.calls === 0 ? new Date(newest.since + policy.newestWithinHours * HOUR_MS) : null;
  if (newest && due && due <= now) {
    const because = `No call has carried release ${short(newest.release)} since it was declared to run on ${formatDateTime(newest.since, "UTC")}; what was declared before was seen.`;
    return finding(id, "stale", because, { evidence: links, fix: send });
  }
  return finding(id, "met", `${share} carry the release and model that were declared.`, {
    evidence: links,
    validUntil: (due !== null && due < until ? due : until).toISOString(),
  });
}
