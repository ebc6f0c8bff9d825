type Placed = { x: number; value: number | null };

const EDGE = 4;

/** From the foot of a row of that height to its top, with room for the stroke. */
const up = (value: number, top: number, height: number, edge = EDGE) =>
  (height - edge - (Math.min(value, top) / (top || 1)) * (height - 2 * edge)).toFixed(2);

/** An SVG path through the points; null is a gap, and a point between two gaps is a dot. x runs from 0 to 100. */
export function linePath(points: readonly Placed[], top: number, height: number, edge = EDGE): string {
  let open = false;
  return points
    .map(({ x, value }, index) => {
      if (value === null) {
        open = false;
        return "";
      }
      const at = `${x.toFixed(3)} ${up(value, top, height, edge)}`;
      const lonely = !open && (points[index + 1]?.value ?? null) === null;
      const part = open ? `L${at}` : lonely ? `M${at}l0.001 0` : `M${at}`;
      open = true;
      return part;
    })
    .join("");
}

/** An SVG path of values that each hold until the next, and the last until the end of the axis (100). */
export function stepPath(
  steps: readonly { x: number; value: number }[],
  top: number,
  height: number,
): string {
  const [first] = steps;
  if (!first) return "";
  const rest = steps
    .slice(1)
    .map(({ x, value }) => `H${Math.max(x, 0).toFixed(3)}V${up(value, top, height)}`);
  return `M${Math.max(first.x, 0).toFixed(3)} ${up(first.value, top, height)}${rest.join("")}H100`;
}
