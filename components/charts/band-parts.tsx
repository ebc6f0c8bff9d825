export type BandPoint = {
  /** Milliseconds since 1970; ascending. */
  at: number;
  /** The point in words, in the reader's zone: "14 Mar". */
  label: string;
  /** Null where nothing was measured: the line has a gap there. */
  median: number | null;
  p95: number | null;
  /** A second, thinner line; left out where the chart has none. */
  mean?: number | null;
};

type TickProps = {
  x?: number;
  y?: number;
  payload?: { value: number };
  firstAt: number;
  labels: readonly Pick<BandPoint, "at" | "label">[];
};

/** The first label begins at the axis, the last ends with it, so that neither is cut. */
export function EndTick({ x = 0, y = 0, payload, firstAt, labels }: TickProps) {
  return (
    <text
      x={x}
      y={y + 10}
      fontSize={11}
      fill="var(--text-3)"
      textAnchor={payload?.value === firstAt ? "start" : "end"}
    >
      {labels.find((point) => point.at === payload?.value)?.label}
    </text>
  );
}

type DotProps = { cx?: number; cy?: number; index?: number; points: readonly BandPoint[] };

/** A value between two gaps has no line; without a dot it would vanish. */
export function LonelyDot({ cx, cy, index = 0, points }: DotProps) {
  const known = (at: number) => points[at] !== undefined && points[at].median !== null;
  if (cx === undefined || cy === undefined || !known(index) || known(index - 1) || known(index + 1))
    return null;
  return <circle cx={cx} cy={cy} r={2} fill="var(--c1)" />;
}

type MarkNameProps = {
  viewBox?: { x?: number; y?: number };
  text: string;
  /** Counted upwards from the plot. */
  row: number;
  side: "left" | "right";
};

export function MarkName({ viewBox, text, row, side }: MarkNameProps) {
  const x = (viewBox?.x ?? 0) + (side === "left" ? -5 : 5);
  return (
    <text
      x={x}
      y={(viewBox?.y ?? 0) + 8 - row * 14}
      fontSize={11}
      fill="var(--text-2)"
      textAnchor={side === "left" ? "end" : "start"}
    >
      {text}
    </text>
  );
}
