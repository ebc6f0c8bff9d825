import { formatNumber } from "#lib/core/format";
import { axisTicks } from "./axis-ticks.ts";
import type { BandPoint } from "./band-parts.tsx";
import { bandPath } from "./band-path.ts";
import { ChartFrame, LegendBand, LegendLine } from "./chart-frame.tsx";
import { type Mark, placeMarks } from "./place-marks.ts";
import { linePath } from "./time-axis-path.ts";

export type BandFigureProps = {
  points: readonly BandPoint[];
  marks?: readonly Mark[];
  caption: string;
  unit: string;
  digits?: number;
};

const HEIGHT = 110;

/** The band chart at the side of a page: drawn without a chart library, so that the page stays light. */
export function BandFigure({ points, marks = [], caption, unit, digits = 2 }: BandFigureProps) {
  const [first, last] = [points[0], points.at(-1)];
  const from = first?.at ?? 0;
  const length = Math.max((last?.at ?? 1) - from, 1);
  const place = (at: number) => ((at - from) / length) * 100;
  const axis = axisTicks(Math.max(0, ...points.map(({ p95, median }) => Math.max(p95 ?? 0, median ?? 0))));
  const top = axis.ticks.at(-1) ?? 1;
  const placed = placeMarks(marks, { from, to: from + length }, 0.025);
  const rows = Math.max(0, ...placed.map(({ row }) => row + 1));
  const write = (value: number | null) =>
    value === null ? "no data" : `${formatNumber(value, digits)} ${unit}`;
  return (
    <ChartFrame
      caption={caption}
      legend={
        <>
          <LegendLine colour="var(--c1)">median</LegendLine>
          <LegendBand colour="var(--c1)">to p95</LegendBand>
        </>
      }
      table={{
        head: ["When", "Median", "p95"],
        rows: points.map(({ label, median, p95 }) => [label, write(median), write(p95)]),
      }}
    >
      <div role="img" aria-label={caption} style={{ paddingTop: rows * 14 }}>
        <div className="relative ml-9">
          {axis.ticks.map((tick) => (
            <span
              key={tick}
              className="absolute right-0 -left-9 border-grid border-t text-text-3 text-xs tnum"
              style={{ bottom: `calc(${(tick / top) * 100}% - 1px)` }}
            >
              {tick > 0 && (
                <span className="absolute top-0 left-0">
                  {formatNumber(tick, axis.digits)} {unit}
                </span>
              )}
            </span>
          ))}
          <svg
            aria-hidden="true"
            viewBox={`0 0 100 ${HEIGHT}`}
            preserveAspectRatio="none"
            className="relative block w-full overflow-visible"
            style={{ height: HEIGHT }}
          >
            <path
              d={bandPath(
                points.map(({ at, median, p95 }) => ({ x: place(at), low: median, high: p95 })),
                top,
                HEIGHT,
              )}
              fill="var(--c1)"
              opacity={0.16}
            />
            <path
              d={linePath(
                points.map(({ at, median }) => ({ x: place(at), value: median })),
                top,
                HEIGHT,
                0,
              )}
              fill="none"
              stroke="var(--c1)"
              strokeWidth={1.75}
              strokeLinejoin="round"
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          {placed.map((mark) => (
            <span
              key={`${mark.at} ${mark.label}`}
              className="absolute bottom-0 border-text-2 border-l border-dashed"
              style={{ left: `${place(mark.at)}%`, top: -(rows - mark.row) * 14 }}
            >
              <span
                className={`absolute -top-0.5 whitespace-nowrap px-1 text-text-2 text-xs leading-[14px] ${mark.side === "left" ? "right-0" : "left-0"}`}
              >
                {mark.label}
              </span>
            </span>
          ))}
          {points.map((point) => (
            <span
              key={point.at}
              title={`${point.label}: ${write(point.median)}, p95 ${write(point.p95)}`}
              className="absolute inset-y-0 hover:bg-text/5"
              style={{
                left: `calc(${place(point.at)}% - ${50 / points.length}%)`,
                width: `${100 / points.length}%`,
              }}
            />
          ))}
        </div>
        <div className="mt-1 ml-9 flex justify-between text-text-3 text-xs" aria-hidden="true">
          <span>{first?.label}</span>
          <span>{last?.label}</span>
        </div>
      </div>
    </ChartFrame>
  );
}
