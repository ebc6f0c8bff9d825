export type Mark = { at: number; label: string };
export type PlacedMark = Mark & { row: number; side: "left" | "right" };

/**
 * Puts the names of marks so that they do not stand on each other: each takes the first of `rows` lines where it
 * has room; the name is left of its mark unless that would leave the chart. `span` is the axis in the units of `at`;
 * `charShare` is the share of the axis that one character takes.
 */
export function placeMarks(
  marks: readonly Mark[],
  span: { from: number; to: number },
  charShare: number,
  rows = 3,
): PlacedMark[] {
  const length = Math.max(span.to - span.from, 1);
  const taken: number[] = Array.from({ length: rows }, () => Number.NEGATIVE_INFINITY);
  return [...marks]
    .filter((mark) => mark.at >= span.from && mark.at <= span.to)
    .sort((a, b) => a.at - b.at)
    .map((mark) => {
      const position = (mark.at - span.from) / length;
      const width = (mark.label.length + 1) * charShare;
      const side = position - width >= 0 ? "left" : "right";
      const start = side === "left" ? position - width : position;
      const free = taken.findIndex((end) => start >= end);
      const row = free >= 0 ? free : taken.indexOf(Math.min(...taken));
      taken[row] = start + width;
      return { ...mark, row, side };
    });
}
