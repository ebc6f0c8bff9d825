"use client";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { axisTicks } from "./axis-ticks.ts";
import { EndTick } from "./band-parts.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import { StackedTooltip } from "./stacked-tooltip.tsx";

export type StackPart = {
  key: string;
  label: string;
  /** Which of the hues it has wherever it is drawn; its place in the list unless told. */
  hue?: number;
};
export type StackPoint = {
  /** Milliseconds since 1970; ascending. */
  at: number;
  label: string;
  /** One value for each part, in their order. Null where nothing was measured at all: the bar is missing. */
  values: readonly number[] | null;
};

export type StackedBarsProps = {
  parts: readonly StackPart[];
  points: readonly StackPoint[];
  caption: string;
  write: (value: number) => string;
  height?: number;
  /** Where there is nothing to draw: why. */
  emptyText?: string;
};

const hues = ["var(--c1)", "var(--c2)", "var(--c3)", "var(--c4)"];

/** Four hues, then the same lighter; what is left over is grey. Names stand beside them, so colour alone says nothing. */
function colourOf(index: number, key: string): string {
  if (key === "other") return "var(--text-3)";
  const hue = hues[index % hues.length] ?? "var(--c1)";
  return index < hues.length ? hue : `color-mix(in oklab, ${hue} 50%, var(--surface))`;
}

/** Amounts over time, one on the other; the first part stands at the foot. */
export function StackedBars({
  parts,
  points,
  caption,
  write,
  height = 180,
  emptyText = "No data",
}: StackedBarsProps) {
  const isEmpty = points.every(({ values }) => values === null || values.every((value) => value === 0));
  const sums = points.map(({ values }) => (values ?? []).reduce((sum, value) => sum + value, 0));
  const axis = axisTicks(Math.max(0, ...sums));
  const [first, last] = [points[0], points.at(-1)];
  const coloured = parts.map((part, index) => ({ ...part, colour: colourOf(part.hue ?? index, part.key) }));
  return (
    <ChartFrame
      caption={caption}
      legend={coloured.map(({ key, label, colour }) => (
        <span key={key} className="inline-flex min-w-0 items-center gap-1.5">
          <span
            aria-hidden="true"
            className="size-2.5 shrink-0 rounded-[2px]"
            style={{ background: colour }}
          />
          <span className="truncate">{label}</span>
        </span>
      ))}
      table={{
        head: ["When", ...parts.map((part) => part.label)],
        rows: points.map(({ label, values }) => [
          label,
          ...parts.map((_, index) => (values === null ? "no data" : write(values[index] ?? 0))),
        ]),
      }}
    >
      <div
        role="img"
        aria-label={isEmpty ? `${caption} ${emptyText}.` : caption}
        className="relative"
        style={{ height }}
      >
        {isEmpty && <p className="absolute inset-0 z-10 grid place-items-center text-text-2">{emptyText}</p>}
        <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 320, height }}>
          <BarChart
            data={points.map(({ at, label, values }) => ({ at, label, values }))}
            margin={{ top: 6, right: 1, bottom: 0, left: 0 }}
            barCategoryGap="18%"
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--grid)" />
            <XAxis
              dataKey="at"
              ticks={first && last ? [first.at, last.at] : []}
              tick={<EndTick firstAt={first?.at ?? 0} labels={points} />}
              tickLine={false}
              axisLine={false}
              interval={0}
              height={22}
            />
            <YAxis
              ticks={axis.ticks}
              domain={[0, axis.ticks.at(-1) ?? 1]}
              interval={0}
              width="auto"
              tickLine={false}
              axisLine={false}
              tick={isEmpty ? false : { fill: "var(--text-3)", fontSize: 11 }}
              tickFormatter={write}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: "var(--grid)" }}
              content={<StackedTooltip parts={coloured} write={write} />}
            />
            {coloured.map(({ key, colour }, index) => (
              <Bar
                key={key}
                dataKey={(point: StackPoint) => point.values?.[index] ?? null}
                stackId="all"
                fill={colour}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </ChartFrame>
  );
}
