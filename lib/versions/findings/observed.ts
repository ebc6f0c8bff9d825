import { coverInterval, MILLION } from "#lib/versions/domain";
import { HOUR_US, type Micros, type Span } from "#lib/versions/instant";

/** Calls of one UTC hour that carried a release (as sent, 12 digits or more), or none (`release` null). */
export type ObservedHour = { start: Micros; release: string | null; calls: number };

export type ObservedStretch = Span & {
  /** By volume of the calls that carried a release; parts of a million are not forced, so that a share is what was seen. */
  shares: { release: string; weight: number }[];
  calls: number;
  callsWithoutRelease: number;
};

/** The whole digest of what telemetry sent, where exactly one known release begins so; else as it was sent. */
export function resolveSent(sent: string, known: string[]): string {
  const prefix = sent.toLowerCase();
  const matches = prefix.length >= 12 ? known.filter((digest) => digest.startsWith(prefix)) : [];
  return matches.length === 1 && matches[0] !== undefined ? matches[0] : sent;
}

function sharesOf(hours: ObservedHour[], known: string[]): { release: string; weight: number }[] {
  const calls = new Map<string, number>();
  for (const hour of hours) {
    if (hour.release === null) continue;
    const release = resolveSent(hour.release, known);
    calls.set(release, (calls.get(release) ?? 0) + hour.calls);
  }
  const total = [...calls.values()].reduce((sum, one) => sum + one, 0);
  return [...calls]
    .map(([release, count]) => ({ release, weight: Math.round((count / total) * MILLION) / MILLION }))
    .sort((a, b) => b.weight - a.weight || (a.release < b.release ? -1 : 1));
}

/** What telemetry showed in each hour; hours without a call that carried a release give nothing. */
export function observedStretches(hours: ObservedHour[], known: string[]): ObservedStretch[] {
  const stretches: ObservedStretch[] = [];
  const byStart = [...Map.groupBy(hours, (hour) => hour.start)].sort(([a], [b]) => a - b);
  for (const [start, group] of byStart) {
    const shares = sharesOf(group, known);
    if (shares.length === 0) continue;
    const count = (carried: boolean) =>
      group.reduce((sum, one) => (carried === (one.release !== null) ? sum + one.calls : sum), 0);
    const stretch = {
      from: start,
      to: start + HOUR_US,
      shares,
      calls: count(true),
      callsWithoutRelease: count(false),
    };
    const last = stretches.at(-1);
    if (last && last.to === start && JSON.stringify(last.shares) === JSON.stringify(shares)) {
      last.to = stretch.to;
      last.calls += stretch.calls;
      last.callsWithoutRelease += stretch.callsWithoutRelease;
    } else stretches.push(stretch);
  }
  return stretches;
}

/** A piece of the answer: declared, or else seen in telemetry, or neither. */
export type Piece<T> = Span & { declared: T | null; observed: ObservedStretch | null };

/** Fills gaps of what was declared with what telemetry showed in them. */
export function fillGaps<T>(cover: (Span & { of: T | null })[], observed: ObservedStretch[]): Piece<T>[] {
  return cover.flatMap(({ of, ...span }): Piece<T>[] => {
    if (of !== null) return [{ ...span, declared: of, observed: null }];
    return coverInterval(observed, span).map(({ of: seen, ...piece }) => ({
      ...piece,
      declared: null,
      observed: seen,
    }));
  });
}
