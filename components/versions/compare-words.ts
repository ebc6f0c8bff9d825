import { formatCount } from "#lib/core/format";
import type { Comparison } from "#lib/versions/compare/compare-schema";
import { bornAt, kindNames } from "#lib/versions/domain";

const verbs = { changed: "changed", added: "came", removed: "went" } as const;

/** "2 artifacts changed, 1 went. Back to an older release: the reasons are those that it takes back." */
export function comparisonSentence({ of, artifacts, from, to }: Comparison): string {
  const back =
    from.release && to.release && bornAt(to.release) < bornAt(from.release)
      ? " The second is the older one."
      : "";
  if (of === "versions") {
    const [one] = artifacts;
    if (!one || one.change === "same") return "Both are the same version.";
    return `${kindNames[one.kind]} ${one.name}${one.undone ? ", back to an older version" : ""}.`;
  }
  const counts = (["changed", "added", "removed"] as const)
    .map((change) => [change, artifacts.filter((one) => one.change === change).length] as const)
    .filter(([, count]) => count > 0);
  if (counts.length === 0) return "Both are made of the same versions.";
  const words = counts.map(([change, count], index) =>
    index === 0 ? `${formatCount(count, "artifact")} ${verbs[change]}` : `${count} ${verbs[change]}`,
  );
  return `${words.join(", ")}.${back}`;
}
