import fc from "fast-check";

/** A report of the property tests: times are small whole numbers. */
export type PlainReport = { from: number; until: number | null; mix: number };

export type Belief = { mix: number; from: number } | null;

/**
 * The model that the tests hold the store against. Time is a row of cells; a report paints cells. Nothing here knows
 * rectangles: what was believed after k reports is the first k painted anew, one after the other.
 */
export function beliefAfter(reports: PlainReport[], cells: number): Belief[] {
  const row: Belief[] = new Array<Belief>(cells).fill(null);
  for (const { from, until, mix } of reports) {
    let cell = from;
    while (cell < cells && (until === null || cell < until)) {
      const there = row[cell];
      if (until === null && there && there.from > from) break;
      row[cell] = { mix, from };
      cell += 1;
    }
  }
  return row;
}

/** How many cells the row of the tests has. */
export const CELLS = 24;

/** Random reports: open ones, temporary ones, late ones, corrections, and the same again. */
export const plainReports = fc.array(
  fc
    .record({
      from: fc.integer({ min: 0, max: CELLS - 2 }),
      length: fc.option(fc.integer({ min: 1, max: CELLS }), { nil: null }),
      mix: fc.integer({ min: 0, max: 4 }),
    })
    .map(
      ({ from, length, mix }): PlainReport => ({ from, until: length === null ? null : from + length, mix }),
    ),
  { minLength: 1, maxLength: 14 },
);
