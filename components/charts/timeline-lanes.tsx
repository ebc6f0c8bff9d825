import { Disclosure } from "#components/ui/disclosure";
import { ChartFrame } from "./chart-frame.tsx";
import { TimelineMarks } from "./timeline-marks.tsx";
import type { Span } from "./timeline-scale.ts";
import { type LaneSegment, TimelineSegment } from "./timeline-segment.tsx";

export type { LaneSegment };

export type Lane = {
  key: string;
  label: string;
  /** What the lane is one of, where there are several: "Model". */
  group?: string;
  /** Nothing changed in it: such lanes are folded where there are many. */
  still?: boolean;
  segments: readonly LaneSegment[];
};

export type TimelineLanesProps = {
  /** "What ran, February to May 2026". */
  label: string;
  lanes: readonly Lane[];
  /** Milliseconds since 1970, as every `from` and `to`. */
  axis: Span;
  ticks: readonly { at: number; label: string }[];
  /** The day or the instant that is asked about. */
  selected?: Span & { label: string };
  /** The present, where it lies on the axis. */
  now?: number;
  /** In a sentence under the chart, where the same is then also had as a table. */
  caption?: string;
};

/** More lanes than this, and those in which nothing changed are folded. */
const MOST_LANES = 12;

const nameOf = ({ group, label }: Lane) => (group ? `${group} ${label}` : label);

/** What ran, a lane for each artifact. Segments take the keyboard and say from when to when. */
export function TimelineLanes({ label, lanes, axis, ticks, selected, now, caption }: TimelineLanesProps) {
  const folds = lanes.length > MOST_LANES;
  const still = folds ? lanes.filter((lane) => lane.still) : [];
  const shown = lanes.filter((lane) => !still.includes(lane));
  const wide = lanes.some((lane) => lane.group);
  const rows = lanes.flatMap((lane) =>
    lane.segments.map((segment) => [nameOf(lane), segment.label, segment.detail]),
  );
  const drawn = (
    <section
      aria-label={label}
      className={`relative isolate overflow-clip rounded-lg border border-line bg-surface shadow-sm max-sm:[--lane:12px] ${wide ? "sm:[--lane:176px]" : "sm:[--lane:104px]"}`}
    >
      <TimelineMarks axis={axis} ticks={ticks} selected={selected} now={now} />
      {shown.map((lane, index) => (
        <LaneRow key={lane.key} lane={lane} axis={axis} first={shown[index - 1]?.group !== lane.group} />
      ))}
      {still.length > 0 && (
        <div className="border-line border-t pr-0.5 pl-2">
          <Disclosure
            summary={
              <span className="text-text-2">
                {still.length} more in which nothing changed: {still.map((lane) => lane.label).join(", ")}
              </span>
            }
          >
            <div className="-ml-[30px]">
              {still.map((lane, index) => (
                <LaneRow
                  key={lane.key}
                  lane={lane}
                  axis={axis}
                  first={still[index - 1]?.group !== lane.group}
                />
              ))}
            </div>
          </Disclosure>
        </div>
      )}
    </section>
  );
  if (caption === undefined) return drawn;
  return (
    <ChartFrame caption={caption} table={{ head: ["Lane", "What", "When and why"], rows }} words>
      {drawn}
    </ChartFrame>
  );
}

function LaneRow({ lane, axis, first }: { lane: Lane; axis: Span; first: boolean }) {
  const { group, label, segments } = lane;
  return (
    <div className="border-line border-t sm:flex sm:h-[37px] sm:items-center">
      <h3
        title={nameOf(lane)}
        className="flex min-w-0 shrink-0 gap-1.5 font-normal text-text-2 max-sm:px-3 max-sm:pt-1.5 max-sm:text-sm sm:w-(--lane) sm:pr-2 sm:pl-3.5"
      >
        {group && <span className={first ? "shrink-0" : "shrink-0 text-text-3"}>{group}</span>}
        <span className={group ? "truncate text-text" : "truncate"}>{label}</span>
      </h3>
      <ul className="relative h-[23px] flex-1 max-sm:mr-0.5 max-sm:mb-1.5 max-sm:ml-3 max-sm:h-8">
        {segments.map((segment) => (
          <TimelineSegment
            key={`${segment.from} ${segment.label}`}
            lane={nameOf(lane)}
            segment={segment}
            axis={axis}
          />
        ))}
      </ul>
    </div>
  );
}
