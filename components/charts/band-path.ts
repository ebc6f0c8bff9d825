type Point = { x: number; low: number | null; high: number | null };

/** Stretches of points that follow each other and have both ends: a gap parts them. */
function stretches(points: readonly Point[]): { x: number; low: number; high: number }[][] {
  const found: { x: number; low: number; high: number }[][] = [[]];
  for (const { x, low, high } of points) {
    if (low === null || high === null) found.push([]);
    else found.at(-1)?.push({ x, low, high });
  }
  return found.filter((stretch) => stretch.length > 1);
}

/** An SVG path around the band from low to high; x runs from 0 to 100, the foot of the row is 0. */
export function bandPath(points: readonly Point[], top: number, height: number): string {
  const y = (value: number) => (height - (Math.min(value, top) / (top || 1)) * height).toFixed(2);
  return stretches(points)
    .map((stretch) => {
      const over = stretch.map(({ x, high }) => `${x.toFixed(3)} ${y(high)}`);
      const under = stretch.toReversed().map(({ x, low }) => `${x.toFixed(3)} ${y(low)}`);
      return `M${[...over, ...under].join("L")}Z`;
    })
    .join("");
}
