import type { Lane, LaneSegment } from "#components/charts/timeline-lanes";
import { formatDateTime, formatDay, initials } from "#lib/core/format";
import { DAY_MS } from "#lib/core/time";
import type { ShiftAnswer } from "#lib/ownership/on-call/on-call-schema";

/** Days that a timeline shows. */
const DAYS = 28;

export type Timeline = {
  axis: { from: number; to: number };
  ticks: { at: number; label: string }[];
  lanes: Lane[];
};

function segment(shift: ShiftAnswer, zone: string, mine: string | null): LaneSegment {
  const when = `${formatDateTime(shift.from, zone, { weekday: true, zoneName: false })} to ${formatDateTime(shift.to, zone, { weekday: true })}`;
  const away = shift.planned ? `${shift.planned.name} has the turn and cannot be on call. ` : "";
  return {
    from: Date.parse(shift.from),
    to: Date.parse(shift.to),
    label: shift.person?.name ?? "Nobody",
    ...(shift.person && { short: initials(shift.person.name) }),
    detail: shift.person ? `${shift.override ? "Took over. " : ""}${when}` : `Gap. ${away}${when}`,
    tone: shift.person === null ? "gap" : shift.person.id === mine ? "accent" : "plain",
  };
}

/** The next four weeks of one rotation as a lane: gaps are gaps, the viewer's own shifts stand out. */
export function prepareTimeline(
  shifts: readonly ShiftAnswer[],
  at: string,
  zone: string,
  mine: string | null,
): Timeline {
  const from = Date.parse(at);
  const weeks = Array.from({ length: 4 }, (_, week) => from + week * 7 * DAY_MS);
  return {
    axis: { from, to: from + DAYS * DAY_MS },
    ticks: weeks.map((tick) => ({ at: tick, label: formatDay(tick, zone) })),
    lanes: [{ key: "shifts", label: "Shifts", segments: shifts.map((shift) => segment(shift, zone, mine)) }],
  };
}
