import { formatDuration } from "#lib/core/format";
import { HOUR_MS } from "#lib/core/time";
import { type CharacteristicKey, checkPath, type Status } from "#lib/scorecard/domain";
import type { PortfolioFeature } from "./schema.ts";

/** What a check is about, where its title alone does not say it outside of its characteristic. */
const subjects: Record<string, string> = {
  "quality.target": "Quality target",
  "quality.cadence": "Eval run",
  "quality.production-sample": "Production sample",
  "quality.alert": "Quality alert",
  "quality.on-target": "Result on target",
  "failures.documented": "Failure modes",
  "failures.drilled": "Drills",
  "failures.bounded": "Failure rate",
  "failures.enforced": "Limits in force",
  "cost.current": "Current cost",
  "cost.coverage": "Priced calls",
  "cost.complete": "Retries counted",
  "cost.ceiling": "Budget",
  "versions.kinds": "Artifacts",
  "versions.continuous": "What ran",
  "versions.declared-is-observed": "Declared is observed",
  "audit.definition": "High-impact definition",
  "audit.coverage": "Decision records",
  "audit.intact": "Record chain",
  "audit.retention": "Record retention",
  "audit.reconstructable": "Reconstruction",
  "ownership.owner": "Accountable owner",
  "ownership.on-call": "On-call rotation",
  "ownership.tested": "Runbook test",
  "ownership.pageable": "Page path",
};

/** "Runbook test" of the check that its characteristic calls "Tested". */
export function subjectOf({ key, id, title }: { key: CharacteristicKey; id: string; title: string }): string {
  return subjects[checkPath(key, id)] ?? title;
}

const open: Record<Status, string> = { met: "met", unmet: "not met", stale: "stale", unknown: "never shown" };

/** "12 d", "3 h": how long, in its largest unit; "< 1 h" for less. */
function roughly(ms: number): string {
  return ms < HOUR_MS ? "< 1 h" : (/^\d+ \w+/.exec(formatDuration(ms))?.[0] ?? "");
}

export type NextWords = { subject: string; state: string };

/**
 * What a feature's team has to do next, in two short lines: its most urgent check and how long it is so; else what goes
 * stale next and in how long. Times are counted from the last judgement, which is minutes old at most.
 */
export function nextWords(
  row: Pick<PortfolioFeature, "next" | "nextStale" | "met" | "evaluatedAt">,
): NextWords {
  const { next, nextStale, evaluatedAt } = row;
  if (evaluatedAt === null) return { subject: "Not judged yet", state: "within a minute" };
  const judged = Date.parse(evaluatedAt);
  if (next) {
    const dated = next.since !== null && next.status !== "unknown";
    const state = dated
      ? `${open[next.status]} for ${roughly(judged - Date.parse(next.since ?? ""))}`
      : open[next.status];
    return { subject: subjectOf(next), state };
  }
  if (nextStale) {
    return { subject: subjectOf(nextStale), state: `due in ${roughly(Date.parse(nextStale.at) - judged)}` };
  }
  return { subject: "Every check is met", state: "nothing falls due" };
}
