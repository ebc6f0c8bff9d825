import type { ReactNode } from "react";
import { AxisLine, AxisSteps, type LinePoint, type Step } from "./time-axis-rows.tsx";
import { placeOnAxis, type Span } from "./timeline-scale.ts";
import { type LaneSegment, TimelineSegment } from "./timeline-segment.tsx";

/** Times in milliseconds since 1970. A line with null has a gap there. */
export type AxisRow = { key: string; label: string; note?: string } & (
  | { kind: "lane"; segments: readonly LaneSegment[]; emptyText: string }
  | { kind: "line"; points: readonly LinePoint[]; write: (value: number) => string; tone: "c1" | "c2" }
  | { kind: "steps"; steps: readonly Step[]; top: number }
);

export type TimeAxisProps = {
  /** "30 days to 27 Nov 2026". */
  label: string;
  axis: Span;
  ticks: readonly { at: number; label: string }[];
  rows: readonly AxisRow[];
  /** Drawn through all rows: deployments. */
  marks: readonly number[];
};

/** Rows of different things on one axis of time, so that what came after what can be seen. */
export function TimeAxis({ label, axis, ticks, rows, marks }: TimeAxisProps) {
  return (
    <section aria-label={label} className="relative [--lane:112px] max-sm:[--lane:0px]">
      <div className="relative ml-(--lane) h-5 text-text-3 text-xs" aria-hidden="true">
        {ticks.map(({ at, label: text }) => (
          <Tick key={at} place={((at - axis.from) / (axis.to - axis.from)) * 100} text={text} />
        ))}
      </div>
      {rows.map((row) => (
        <div key={row.key} className="border-line border-t sm:flex sm:items-stretch">
          <div className="shrink-0 py-1 max-sm:flex max-sm:justify-between sm:w-(--lane) sm:pr-2">
            <h3 className="font-normal text-sm text-text-2">{row.label}</h3>
            {row.note && <p className="text-text-3 text-xs tnum">{row.note}</p>}
          </div>
          <div className="relative min-w-0 flex-1">
            <Body row={row} axis={axis} />
          </div>
        </div>
      ))}
      <div className="pointer-events-none absolute top-5 right-0 bottom-0 left-(--lane)" aria-hidden="true">
        {marks.map((at) => {
          const place = placeOnAxis({ from: at, to: at + 1 }, axis);
          return (
            place && (
              <span
                key={at}
                className="absolute inset-y-0 border-text-3 border-l border-dashed opacity-60"
                style={{ left: `${place.left}%` }}
              />
            )
          );
        })}
      </div>
    </section>
  );
}

function Body({ row, axis }: { row: AxisRow; axis: Span }): ReactNode {
  if (row.kind === "line") return <AxisLine {...row} axis={axis} />;
  if (row.kind === "steps") return <AxisSteps {...row} axis={axis} />;
  if (row.segments.length === 0) return <p className="py-1.5 text-sm text-text-3">{row.emptyText}</p>;
  return (
    <ul className="relative my-1.5 h-[23px]">
      {row.segments.map((segment) => (
        <TimelineSegment
          key={`${segment.from} ${segment.label}`}
          lane={row.label}
          segment={segment}
          axis={axis}
        />
      ))}
    </ul>
  );
}

function Tick({ place, text }: { place: number; text: string }) {
  if (place < 0 || place > 100) return null;
  return (
    <span
      className="absolute whitespace-nowrap"
      style={place > 90 ? { right: `${100 - place}%` } : { left: `${place}%` }}
    >
      {text}
    </span>
  );
}
