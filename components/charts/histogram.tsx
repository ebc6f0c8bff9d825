"use client";
import { useId, useState } from "react";
import { Bar, BarChart, ResponsiveContainer, YAxis } from "recharts";
import { ChartFrame } from "./chart-frame.tsx";
import { HistogramTargets } from "./histogram-targets.tsx";

export type HistogramBar = {
  /** Milliseconds since 1970; `to` does not belong to it. */
  from: number;
  to: number;
  /** The step in words, in its zone: "14 Mar 2026, 09:00". */
  label: string;
  plain: number;
  marked: number;
};

export type HistogramProps = {
  bars: readonly HistogramBar[];
  caption: string;
  /** What the two parts of a bar are: "ok" and "error". The marked one is hatched. */
  words: { plain: string; marked: string };
  write: (count: number) => string;
  /** Somebody chose a stretch: from the first of its bars to the last. */
  onRange?: (from: number, to: number) => void;
  height?: number;
};

export function Histogram({ bars, caption, words, write, onRange, height = 72 }: HistogramProps) {
  const hatch = useId();
  const [pointed, setPointed] = useState<HistogramBar | null>(null);
  const say = (bar: HistogramBar) =>
    `${bar.label}: ${write(bar.plain)} ${words.plain}, ${write(bar.marked)} ${words.marked}`;
  const most = Math.max(0, ...bars.map((bar) => bar.plain + bar.marked));
  const first = bars[0];
  const last = bars.at(-1);
  return (
    <ChartFrame
      caption={caption}
      legend={
        <>
          <LegendSquare fill="var(--c1)">{words.plain}</LegendSquare>
          <LegendSquare fill={`url(#${hatch})`}>{words.marked}</LegendSquare>
        </>
      }
      table={{
        head: ["When", words.plain, words.marked],
        rows: bars.map((bar) => [bar.label, write(bar.plain), write(bar.marked)]),
      }}
    >
      <p aria-hidden="true" className="flex h-[18px] justify-between text-sm text-text-2 tnum">
        <span>{pointed ? say(pointed) : most > 0 ? `up to ${write(most)}` : ""}</span>
      </p>
      <div className="relative border-line border-b" style={{ height }}>
        {most === 0 && <p className="absolute inset-0 z-10 grid place-items-center text-text-2">No calls</p>}
        <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 320, height }}>
          <BarChart
            data={[...bars]}
            margin={{ top: 2, right: 0, bottom: 0, left: 0 }}
            barCategoryGap={bars.length > 60 ? 0 : 1}
            accessibilityLayer={false}
          >
            <defs>
              <pattern
                id={hatch}
                width="4"
                height="4"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="4" height="4" fill="var(--unmet-soft)" />
                <rect width="2" height="4" fill="var(--unmet)" />
              </pattern>
            </defs>
            <YAxis hide domain={[0, Math.max(most, 1)]} />
            <Bar dataKey="plain" stackId="one" fill="var(--c1)" isAnimationActive={false} />
            <Bar
              dataKey="marked"
              stackId="one"
              fill={`url(#${hatch})`}
              stroke="var(--unmet)"
              strokeWidth={0.5}
              isAnimationActive={false}
              minPointSize={(value) => (Number(value) > 0 ? 3 : 0)}
            />
          </BarChart>
        </ResponsiveContainer>
        <HistogramTargets bars={bars} say={say} onPoint={setPointed} {...(onRange ? { onRange } : {})} />
      </div>
      <p aria-hidden="true" className="flex justify-between text-xs text-text-3">
        <span>{first?.label}</span>
        <span>{bars.length > 1 ? last?.label : ""}</span>
      </p>
    </ChartFrame>
  );
}

function LegendSquare({ fill, children }: { fill: string; children: React.ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden="true" width="10" height="10">
        <rect width="10" height="10" rx="2" fill={fill} />
      </svg>
      {children}
    </span>
  );
}
