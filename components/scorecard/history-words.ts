import { type Characteristic, characteristicWords, checkPath } from "#lib/scorecard/domain";
import type { HistoryEntry } from "#lib/scorecard/schema";

/** "Cost per unit of work: Coverage" of "cost.coverage"; the path itself when the scorecard has no such check. */
export function titleOfPath(path: string, scorecard: readonly Characteristic[]): string {
  for (const { key, checks } of scorecard) {
    const check = checks.find((one) => checkPath(key, one.id) === path);
    if (check) return `${characteristicWords[key].name}: ${check.title}`;
  }
  return path;
}

type Turned = Pick<HistoryEntry["changes"][number], "from" | "to">;

/** Changes that say something: the first judgement counts only what it found met. */
export function tellingChanges<C extends Turned>(entry: { changes: readonly C[] }): C[] {
  return entry.changes.filter((change) => change.from !== null || change.to === "met");
}

/** Whether the entry is the first judgement of all. */
export function isFirst(entry: { changes: readonly Turned[] }): boolean {
  return entry.changes.length > 0 && entry.changes.every((change) => change.from === null);
}

/** "3 to 4 of 6", "still 3 of 6", "3 of 6". */
export function scoreWords({ met, metBefore }: Pick<HistoryEntry, "met" | "metBefore">): string {
  if (metBefore === null) return `${met} of 6`;
  return metBefore === met ? `still ${met} of 6` : `${metBefore} to ${met} of 6`;
}
