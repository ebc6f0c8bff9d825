import { joinValues, splitValues } from "#lib/core/value-list";
import {
  type CallColumn,
  callColumns,
  type InteractionColumn,
  interactionColumns,
  type Level,
} from "#lib/telemetry/filters-schema";

/** The columns that a level has, and those that it shows where nobody chose. */
const usual: Record<Level, readonly string[]> = {
  calls: [
    "started",
    "feature",
    "call",
    "attempt",
    "status",
    "tokens",
    "duration",
    "cost",
    "release",
    "environment",
  ],
  interactions: [
    "started",
    "feature",
    "unit",
    "outcome",
    "calls",
    "attempts",
    "tokens",
    "cost",
    "duration",
    "release",
    "environment",
  ],
};
const known: Record<Level, readonly string[]> = { calls: callColumns, interactions: interactionColumns };

/** Without this column a row would lead nowhere. */
export const fixedColumn: Record<Level, CallColumn | InteractionColumn> = {
  calls: "call",
  interactions: "unit",
};

/** What the table may have: a feature's own list names no feature, a list of one environment no environment. */
export type Surroundings = { all: boolean; environments: number };

export function possibleColumns(level: Level, { all }: Surroundings): string[] {
  return known[level].filter((column) => column !== "feature" || all);
}

/** The columns to show, in their order: as the address says, else the usual ones. */
export function chosenColumns(level: Level, word: string | undefined, around: Surroundings): string[] {
  const possible = possibleColumns(level, around);
  if (word === undefined) {
    return usual[level].filter(
      (column) => possible.includes(column) && (column !== "environment" || around.environments > 1),
    );
  }
  const chosen = splitValues(word).filter((column) => possible.includes(column));
  return chosen.includes(fixedColumn[level]) ? chosen : [fixedColumn[level], ...chosen];
}

/** The address's word for chosen columns. */
export function columnsWord(columns: readonly string[]): string {
  return joinValues(columns);
}

/** The list with one column moved by one place; the same where it cannot move. */
export function moved(columns: readonly string[], column: string, by: -1 | 1): string[] {
  const at = columns.indexOf(column);
  const to = at + by;
  if (at < 0 || to < 0 || to >= columns.length) return [...columns];
  const rest = columns.filter((one) => one !== column);
  return [...rest.slice(0, to), column, ...rest.slice(to)];
}
