import { sparklinePath } from "./sparkline-path.ts";

export type SparklineProps = {
  values: readonly (number | null)[];
  /** What it shows, in words: "Cents per interaction, last 30 days: 6.0 to 6.1". */
  label: string;
  tone?: "c1" | "c2" | "met";
  width?: number;
  height?: number;
};

/** A line without axes beside a figure. */
export function Sparkline({ values, label, tone = "c1", width = 72, height = 20 }: SparklineProps) {
  const path = sparklinePath(values, width, height);
  if (path === null) return <span className="text-sm text-text-3">no data</span>;
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="block shrink-0 overflow-visible"
    >
      <path
        d={path}
        fill="none"
        stroke={`var(--${tone})`}
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
