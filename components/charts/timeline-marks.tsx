import { placeOnAxis, type Span } from "./timeline-scale.ts";

type Props = {
  axis: Span;
  ticks: readonly { at: number; label: string }[];
  selected?: Span & { label: string };
  now?: number;
};

/** A name in the axis's head needs so many percent of the width; on a phone twice as many. */
const ROOM = 8;

/**
 * The head of the axis, the selected day and the present. The day's band lies over the bars and under their words (which
 * have a layer above): it hides nothing.
 */
export function TimelineMarks({ axis, ticks, selected, now }: Props) {
  const place = (at: number) => ((at - axis.from) / (axis.to - axis.from)) * 100;
  const day = selected ? placeOnAxis(selected, axis) : null;
  const present = now !== undefined && now > axis.from && now < axis.to ? place(now) : null;
  const middle = day ? day.left + day.width / 2 : null;
  const isToday = present !== null && day !== null && present >= day.left && present <= day.left + day.width;
  const taken = [middle, isToday ? null : present].filter((one) => one !== null);
  const nearest = (at: number) => Math.min(100, ...taken.map((one) => Math.abs(one - at)));
  const free = ticks.filter((tick) => nearest(place(tick.at)) >= ROOM);
  return (
    <>
      <div className="relative ml-(--lane) h-6 text-sm text-text-2" aria-hidden="true">
        {free.map((tick) => (
          <Name
            key={`${tick.at} ${tick.label}`}
            at={place(tick.at)}
            label={tick.label}
            className={nearest(place(tick.at)) < 2 * ROOM ? "max-sm:hidden" : ""}
          />
        ))}
        {present !== null && !isToday && (middle === null || Math.abs(present - middle) >= ROOM) && (
          <Name
            at={present}
            label="now"
            className={middle !== null && Math.abs(present - middle) < 2 * ROOM ? "max-sm:hidden" : ""}
          />
        )}
        {selected && middle !== null && (
          <Name at={middle} label={selected.label} centred className="font-semibold text-accent" />
        )}
      </div>
      <div
        className="pointer-events-none absolute top-6 right-0 bottom-0 left-(--lane) z-10"
        aria-hidden="true"
      >
        {day && (
          <div
            className="absolute inset-y-0 min-w-[9px] border-accent/60 border-x bg-accent/12"
            style={{ left: `${Math.min(day.left, 99)}%`, width: `${day.width}%` }}
          />
        )}
        {present !== null && (
          <div
            className="absolute inset-y-0 border-text-3 border-l border-dashed"
            style={{ left: `${present}%` }}
          />
        )}
      </div>
      {selected && <p className="sr-only">Selected: {selected.label}</p>}
    </>
  );
}

function Name({
  at,
  label,
  centred = false,
  className = "",
}: {
  at: number;
  label: string;
  centred?: boolean;
  className?: string;
}) {
  if (at < 0 || at > 100) return null;
  const atEnd = at > 100 - ROOM;
  const style = atEnd ? { right: `${Math.max(0, 100 - at - (centred ? 4 : 0))}%` } : { left: `${at}%` };
  return (
    <span
      className={`absolute top-[3px] whitespace-nowrap px-1 ${centred && !atEnd && at > ROOM / 2 ? "-translate-x-1/2" : ""} ${className}`}
      style={style}
    >
      {label}
    </span>
  );
}
