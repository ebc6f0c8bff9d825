/**
 * SVG path of a small line in a box of `width` x `height` (user units). A missing value breaks the line;
 * a single value between two gaps becomes a dot-long dash. A flat line stands in the middle. Null without any value.
 */
export function sparklinePath(
  values: readonly (number | null)[],
  width: number,
  height: number,
): string | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const pad = 1.5;
  const x = (index: number) =>
    values.length === 1 ? width / 2 : (index / (values.length - 1)) * (width - 2) + 1;
  const y = (value: number) =>
    high === low ? height / 2 : pad + (1 - (value - low) / (high - low)) * (height - 2 * pad);
  let path = "";
  values.forEach((value, index) => {
    if (value === null) return;
    const before = values[index - 1];
    const after = values[index + 1];
    const start = before === null || before === undefined;
    path += `${start ? "M" : "L"}${round(x(index))} ${round(y(value))}`;
    if (start && (after === null || after === undefined)) path += "h0.01";
  });
  return path;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
