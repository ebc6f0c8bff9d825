import { HOUR_MS } from "#lib/core/time";
import { type Agreement, carriesRelease, type ObservedHour, type ProvenStretch } from "./proof.ts";

/** Parts of a million of the traffic that a release was declared to take. */
export type DeclaredShare = { release: string; ppm: number };

export type SharedStretch = ProvenStretch & { shares: DeclaredShare[] };

/**
 * The hours for which the same shares were declared, and how many of their calls carried each release. `from` and `to`
 * in milliseconds. Where reports overlap in an hour a release has the least and the most that they gave it, in parts of
 * a million.
 */
export type SharesSeen = {
  from: number;
  to: number;
  calls: number;
  shares: { release: string; least: number; most: number; carried: number }[];
};

/** The releases declared for any part of an hour, each with the least and the most that it was declared to take. */
function sharesIn(start: number, stretches: readonly SharedStretch[]): Omit<SharesSeen, "calls"> | null {
  const over = stretches.filter((one) => one.from < start + HOUR_MS && one.to > start);
  if (over.length === 0) return null;
  const releases = [...new Set(over.flatMap((one) => one.shares.map((share) => share.release)))].sort();
  const shares = releases.map((release) => {
    const given = over.map((one) => one.shares.find((share) => share.release === release)?.ppm ?? 0);
    return { release, least: Math.min(...given), most: Math.max(...given), carried: 0 };
  });
  return { from: start, to: start + HOUR_MS, shares };
}

/** How the calls of each hour were spread over the releases declared for it; hours with the same shares are joined. */
export function sharesSeen(
  hours: readonly ObservedHour[],
  stretches: readonly SharedStretch[],
): SharesSeen[] {
  const found = new Map<string, SharesSeen>();
  for (const [start, rows] of [...Map.groupBy(hours, (hour) => hour.start)].sort(([a], [b]) => a - b)) {
    const declared = sharesIn(start, stretches);
    if (declared === null) continue;
    const key = JSON.stringify(declared.shares);
    const seen = found.get(key) ?? { ...declared, calls: 0 };
    seen.to = declared.to;
    for (const row of rows) {
      seen.calls += row.calls;
      const share = seen.shares.find((one) => carriesRelease(row.release, one.release));
      if (share) share.carried += row.calls;
    }
    found.set(key, seen);
  }
  return [...found.values()];
}

/** The release that mostly runs, since when (milliseconds) it does by declaration without a break, and its calls since then. */
export type NewestSeen = { release: string; since: number; calls: number };

const mostOf = (shares: readonly DeclaredShare[]) => shares.toSorted((a, b) => b.ppm - a.ppm)[0]?.release;

/**
 * Whether what mostly runs now was seen since it was declared to. `past` are the stretches before `current`, the newest
 * first; one in which the release had a lesser share does not count for it. Null where nothing is declared to run.
 */
export function newestSeen(
  hours: readonly ObservedHour[],
  current: { from: number; shares: DeclaredShare[] } | null,
  past: readonly { from: number; to: number | null; shares: DeclaredShare[] }[],
): NewestSeen | null {
  const release = mostOf(current?.shares ?? []);
  if (!current || release === undefined) return null;
  let since = current.from;
  for (const one of past) if (one.to === since && mostOf(one.shares) === release) since = one.from;
  const own = hours.filter((hour) => hour.start + HOUR_MS > since && carriesRelease(hour.release, release));
  return { release, since, calls: own.reduce((sum, hour) => sum + hour.calls, 0) };
}

/** What telemetry showed beside what was declared; `shares` and `newest` are absent in scorecards stored before there were any. */
export type Observed = Agreement & { shares?: SharesSeen[]; newest?: NewestSeen | null };
