import type { CsvValue } from "#lib/core/csv";
import type { ShiftAnswer } from "./on-call-schema.ts";

/** Shifts as rows of a CSV file; times in UTC, an empty person is a gap. */
export function shiftsTable(shifts: readonly ShiftAnswer[]): { head: string[]; rows: CsvValue[][] } {
  return {
    head: ["from", "to", "person", "planned", "override", "recorded"],
    rows: shifts.map((shift) => [
      shift.from,
      shift.to,
      shift.person?.name ?? null,
      shift.planned?.name ?? null,
      shift.override,
      shift.recorded,
    ]),
  };
}
