"use client";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatNumber } from "#lib/core/format";
import { axisTicks } from "./axis-ticks.ts";
import { type BandPoint, EndTick, LonelyDot, MarkName } from "./band-parts.tsx";
import { BandTooltip } from "./band-tooltip.tsx";
import { ChartFrame, LegendBand, LegendLine } from "./chart-frame.tsx";
import { type Mark, placeMarks } from "./place-marks.ts";

export type BandChartProps = {
  points: readonly BandPoint[];
  /** Deployments and incidents, drawn as dashed marks with their names. */
  marks?: readonly Mark[];
  caption: string;
  /** Behind each figure: "¢". */
  unit: string;
  digits?: number;
  height?: number;
  /** Where there is nothing to draw: why. */
  emptyText?: string;
};

export function BandChart({
  points,
  marks = [],
  caption,
  unit,
  digits = 2,
  height = 180,
  emptyText = "No data",
}: BandChartProps) {
  const hasMean = points.some(({ mean }) => mean !== undefined);
  const isEmpty = points.every(({ median }) => median === null);
  const first = points[0];
  const last = points.at(-1);
  const write = (value: number | null) =>
    value === null ? "no data" : `${formatNumber(value, digits)} ${unit}`;
  const axis = axisTicks(Math.max(0, ...points.map((point) => Math.max(point.p95 ?? 0, point.mean ?? 0))));
  const placed = first && last ? placeMarks(marks, { from: first.at, to: last.at }, 0.02) : [];
  const rows = Math.max(0, ...placed.map((mark) => mark.row + 1));
  return (
    <ChartFrame
      caption={caption}
      legend={
        <>
          <LegendLine colour="var(--c1)">median</LegendLine>
          {hasMean && <LegendLine colour="var(--c2)">mean</LegendLine>}
          <LegendBand colour="var(--c1)">to p95</LegendBand>
        </>
      }
      table={{
        head: ["When", "Median", ...(hasMean ? ["Mean"] : []), "p95"],
        rows: points.map((point) => [
          point.label,
          write(point.median),
          ...(hasMean ? [write(point.mean ?? null)] : []),
          write(point.p95),
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
          <ComposedChart
            data={points.map((point) => ({
              ...point,
              band: point.median === null || point.p95 === null ? null : [point.median, point.p95],
            }))}
            margin={{ top: 6 + rows * 14, right: 1, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--grid)" />
            <XAxis
              dataKey="at"
              type="number"
              domain={["dataMin", "dataMax"]}
              ticks={first && last ? [first.at, last.at] : []}
              tickFormatter={(at: number) => points.find((point) => point.at === at)?.label ?? ""}
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
              tickFormatter={(value: number) =>
                value === 0 ? "0" : `${formatNumber(value, axis.digits)} ${unit}`
              }
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: "var(--line-strong)" }}
              content={<BandTooltip write={write} />}
            />
            <Area
              dataKey="band"
              fill="var(--c1)"
              fillOpacity={0.16}
              stroke="none"
              isAnimationActive={false}
              activeDot={false}
            />
            {hasMean && (
              <Line
                dataKey="mean"
                stroke="var(--c2)"
                strokeWidth={1.25}
                dot={false}
                activeDot={false}
                isAnimationActive={false}
              />
            )}
            <Line
              dataKey="median"
              stroke="var(--c1)"
              strokeWidth={1.75}
              dot={<LonelyDot points={points} />}
              activeDot={{ r: 3, fill: "var(--c1)", stroke: "var(--surface)" }}
              isAnimationActive={false}
            />
            {placed.map((mark) => (
              <ReferenceLine
                key={`${mark.at} ${mark.label}`}
                x={mark.at}
                stroke="var(--text-2)"
                strokeDasharray="3 3"
                label={<MarkName text={mark.label} row={rows - mark.row} side={mark.side} />}
              />
            ))}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </ChartFrame>
  );
}
