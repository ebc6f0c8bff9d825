import { placeOnAxis, type Span } from "./timeline-scale.ts";
import { type LaneSegment, TimelineSegment } from "./timeline-segment.tsx";

export type { LaneSegment };

export type Lane = { key: string; label: string; segments: readonly LaneSegment[] };

export type TimelineLanesProps = {
  /** "What ran, February to May 2026". */
  label: string;
  lanes: readonly Lane[];
  /** Milliseconds since 1970, as every `from` and `to`. */
  axis: Span;
  ticks: readonly { at: number; label: string }[];
  /** The day or the instant that is asked about. */
  selected?: Span & { label: string };
};

/** What ran, a lane for each kind of artifact. Segments take the keyboard and say from when to when. */
export function TimelineLanes({ label, lanes, axis, ticks, selected }: TimelineLanesProps) {
  const mark = selected ? placeOnAxis(selected, axis) : null;
  return (
    <section
      aria-label={label}
      className="relative overflow-clip rounded-lg border border-line bg-surface shadow-sm [--lane:104px] max-sm:[--lane:12px]"
    >
      <div className="relative ml-(--lane) h-6 text-sm text-text-2" aria-hidden="true">
        {ticks.map((tick) => (
          <Tick key={`${tick.at} ${tick.label}`} tick={tick} axis={axis} />
        ))}
      </div>
      {lanes.map((lane) => (
        <div key={lane.key} className="border-line border-t sm:flex sm:h-[37px] sm:items-center">
          <h3 className="shrink-0 font-normal text-text-2 max-sm:px-3 max-sm:pt-1.5 max-sm:text-sm sm:w-(--lane) sm:pl-3.5">
            {lane.label}
          </h3>
          <ul className="relative h-[23px] flex-1 max-sm:mr-0.5 max-sm:mb-1.5 max-sm:ml-3 max-sm:h-8">
            {lane.segments.map((segment) => (
              <TimelineSegment
                key={`${segment.from} ${segment.label}`}
                lane={lane.label}
                segment={segment}
                axis={axis}
              />
            ))}
          </ul>
        </div>
      ))}
      {selected && mark && (
        <div className="pointer-events-none absolute top-6 right-0 bottom-0 left-(--lane)" aria-hidden="true">
          <div
            className="absolute inset-y-0 min-w-[9px] border-accent border-x bg-[color-mix(in_srgb,var(--accent)_16%,transparent)]"
            style={{ left: `${mark.left}%`, width: `${mark.width}%` }}
          />
        </div>
      )}
      {selected && <p className="sr-only">Selected: {selected.label}</p>}
    </section>
  );
}

function Tick({ tick, axis }: { tick: { at: number; label: string }; axis: Span }) {
  const position = ((tick.at - axis.from) / (axis.to - axis.from)) * 100;
  if (position < 0 || position > 100) return null;
  return (
    <span
      className="absolute top-[3px] whitespace-nowrap px-1"
      style={position > 92 ? { right: `${100 - position}%` } : { left: `${position}%` }}
    >
      {tick.label}
    </span>
  );
}
