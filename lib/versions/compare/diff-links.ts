import type { Segment } from "#lib/versions/schema";
import { diffHref } from "./diff-href.ts";

const mainOf = (segment: Segment | undefined) =>
  segment?.shares.toSorted((a, b) => b.weight - a.weight)[0]?.release ?? null;

/**
 * For each share of a day's segments (by "from release") the comparison with what it took over from: the release with
 * the most traffic before it, or beside it. `around` are the segments of a longer stretch, in the order of time.
 */
export function diffLinks(
  slug: string,
  segments: readonly Segment[],
  around: readonly Segment[],
): Record<string, string> {
  const links: Record<string, string> = {};
  for (const segment of segments) {
    const began = Date.parse(segment.effectiveAt ?? segment.from);
    const earlier = around
      .filter((one) => one.certainty === "declared" && Date.parse(one.to) <= began)
      .at(-1);
    const [before, beside] = [mainOf(earlier), mainOf(segment)];
    for (const { release } of segment.shares) {
      const base = before !== null && before !== release ? before : beside !== release ? beside : null;
      if (base !== null) links[`${segment.from} ${release}`] = diffHref(slug, base, release);
    }
  }
  return links;
}
