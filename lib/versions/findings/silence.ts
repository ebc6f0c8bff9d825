import { HOUR_MS } from "#lib/core/time";
import { clockIn } from "#lib/versions/clock-domain";
import { type FindingContext, shortRelease } from "./finding-words.ts";
import type { Declared } from "./seen.ts";

/** The stretch's last whole hour that has passed, or its end. */
export const passedUntil = ({ interval, now }: Pick<FindingContext, "interval" | "now">) =>
  Math.min(interval.to, Math.floor(now / HOUR_MS) * HOUR_MS);

/**
 * What is said of a stretch without a call and without a finding: it depends on what is declared, and on whether there
 * has been time to observe any of it.
 */
export function silenceWords(declared: readonly Declared[], context: FindingContext): string {
  const { interval, now } = context;
  const over = declared
    .filter((one) => one.from < interval.to && one.to > interval.from)
    .sort((a, b) => a.from - b.from);
  const [first] = over;
  const isComing = interval.from >= now;
  if (!first)
    return isComing
      ? "Nothing can be observed yet, and nothing is declared to run."
      : "Nothing was observed, and nothing was declared to run.";
  const names = first.shares.map((share) => shortRelease(share.release)).join(" and ");
  const releases = `${first.shares.length === 1 ? "release" : "releases"} ${names}`;
  const verb = first.shares.length === 1 ? "is" : "are";
  const begins = clockIn(Math.max(first.from, interval.from), context);
  if (isComing) return `Nothing can be observed yet; ${releases} ${verb} declared to run from ${begins} on.`;
  if (first.from >= now)
    return `Nothing was observed, and nothing is declared to run before ${begins}, when ${releases} ${first.shares.length === 1 ? "begins" : "begin"}.`;
  return `Nothing has been observed yet: ${releases} ${verb} declared to run from ${begins} on, and no whole hour has passed since.`;
}
