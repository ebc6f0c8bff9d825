import { formatCount } from "#lib/core/format";
import type { InteractionNode } from "#lib/telemetry/schema";

export type SeenRelease = {
  /** As telemetry carried it: the digest, or the beginning of it. */
  release: string;
  calls: number;
  /** Whether that release was declared to run at the time. */
  declared: boolean;
};
export type Releases = { seen: SeenRelease[]; without: number };

/** The releases that the calls carried, the most used first, beside those that were declared to run then. */
export function releasesOf(spans: readonly InteractionNode[], declared: readonly string[]): Releases {
  const counts = new Map<string, number>();
  let without = 0;
  for (const { call, release } of spans) {
    if (!call) continue;
    if (release === null) without += 1;
    else counts.set(release, (counts.get(release) ?? 0) + 1);
  }
  const seen = [...counts]
    .map(([release, calls]) => ({
      release,
      calls,
      declared: declared.some((digest) => digest.startsWith(release) || release.startsWith(digest)),
    }))
    .sort((a, b) => b.calls - a.calls || (a.release < b.release ? -1 : 1));
  return { seen, without };
}

/** Whether what ran is what was declared, in a few words. */
export function declaredWords({ seen, without }: Releases, declared: readonly string[]): string {
  if (seen.length === 0 && without === 0) return "no calls";
  if (declared.length === 0) return "nothing was declared to run then";
  if (seen.length === 0) return "its calls carry no release";
  const right = seen.filter((one) => one.declared).length;
  const words =
    right === seen.length
      ? "declared to run then"
      : right > 0
        ? "not all declared to run then"
        : "not declared to run then";
  return without > 0 ? `${words}; ${formatCount(without, "call carries", "calls carry")} no release` : words;
}
