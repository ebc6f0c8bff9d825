import { Temporal } from "temporal-polyfill";
import { dayOf } from "#lib/core/calendar";
import { formatPercent } from "#lib/core/format";
import type { Interval } from "#lib/core/time";
import { type ArtifactKind, kindNames, kindsOf } from "#lib/versions/domain";
import { observedLane } from "#lib/versions/findings/observed-lane";
import type { SeenHour } from "#lib/versions/findings/seen";
import type { Segment } from "#lib/versions/schema";
import { type Bar, joined, period, type TimelineLane } from "./timeline-bars.ts";

export type Timeline = {
  lanes: TimelineLane[];
  axis: { from: number; to: number };
  ticks: { at: number; label: string }[];
};

export type TimelineContext = { zone: string; hrefOf: (day: string) => string };
type Part = Segment["shares"][number]["artifacts"][number];
/** The artifacts of a lane: a whole kind, or one of its artifacts where it has several. */
type Row = { kind: ArtifactKind; name: string | null };

const partOf = (share: Segment["shares"][number], { kind, name }: Row): Part | undefined =>
  share.artifacts.find((part) => part.kind === kind && (name === null || part.name === name));

/** "v12"; "triage-gold 5" where the lane does not say the name and a bare number would say nothing. */
const versionOf = (part: Part, { name }: Row) =>
  name === null && /^\d+$/.test(part.version) ? `${part.name} ${part.version}` : part.version;

/** What ran of a lane in a segment: "v12", or "v12 90 % + v13 10 %" where the shares differ in it. */
function labelOf(segment: Segment, row: Row): string | null {
  const weights = new Map<string, number>();
  for (const share of segment.shares) {
    const part = partOf(share, row);
    const version = part ? versionOf(part, row) : "none";
    weights.set(version, (weights.get(version) ?? 0) + share.weight);
  }
  const [first] = weights.keys();
  if (first === undefined) return null;
  if (weights.size === 1) return first === "none" ? null : first;
  return [...weights].map(([version, weight]) => `${version} ${formatPercent(weight)}`).join(" + ");
}

/** The reason of the version that ran, where one did. */
function changeOf(segment: Segment, row: Row): string | null {
  const changes = new Set(segment.shares.map((share) => partOf(share, row)?.change));
  const [only] = changes;
  return changes.size === 1 ? (only ?? null) : segment.reason;
}

function laneOf(segments: Segment[], row: Row, { zone, hrefOf }: TimelineContext): TimelineLane {
  const bars = segments.flatMap((segment): Bar[] => {
    const [from, to] = [Date.parse(segment.from), Date.parse(segment.to)];
    const label = segment.certainty === "declared" ? labelOf(segment, row) : null;
    if (label === null) return [];
    const why = changeOf(segment, row);
    const said = [why && `Why: ${why}`, segment.reportedBy && `Reported by ${segment.reportedBy}`];
    const href = hrefOf(dayOf(new Date(from), zone));
    return [
      {
        from,
        to,
        label,
        ...(why ? { note: why } : {}),
        detail: said.filter(Boolean).join(". "),
        tone: "plain",
        href,
      },
    ];
  });
  const lane = joined(bars).map((bar, index): Bar => {
    const more = bar.detail === "" ? "" : `. ${bar.detail}`;
    return {
      ...bar,
      tone: index > 0 ? "accent" : "plain",
      detail: `${period(bar.from, bar.to, zone)}${more}`,
    };
  });
  const { kind, name } = row;
  const place = name === null ? { label: kindNames[kind] } : { label: name, group: kindNames[kind] };
  return { key: `${kind} ${name ?? ""}`, ...place, still: lane.length < 2, segments: lane };
}

/** One lane for a kind, or one for each artifact of a kind that has several. */
function rowsOf(segments: Segment[]): Row[] {
  const parts = segments.flatMap((one) => one.shares.flatMap((share) => share.artifacts));
  return kindsOf(segments).flatMap((kind): Row[] => {
    const names = [...new Set(parts.filter((part) => part.kind === kind).map((part) => part.name))].sort();
    return names.length > 1 ? names.map((name) => ({ kind, name })) : [{ kind, name: null }];
  });
}

/** The first of each month inside the axis, by name; January says its year. The axis's own start is named too. */
function monthTicks(axis: Interval, zone: string): Timeline["ticks"] {
  const start = Temporal.Instant.fromEpochMilliseconds(axis.from.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const ticks: Timeline["ticks"] = [];
  for (let month = start.with({ day: 1 }); ; month = month.add({ months: 1 })) {
    const at = month.toZonedDateTime(zone).epochMilliseconds;
    if (at >= axis.to.getTime()) return ticks;
    const name = names[month.month - 1] ?? "";
    if (at >= axis.from.getTime())
      ticks.push({ at, label: month.month === 1 ? `${name} ${month.year}` : name });
  }
}

/**
 * Lanes of what ran over an axis: one for each kind of artifact in use, or for each artifact where a kind has several, and
 * one for what telemetry showed. A stretch for which nothing is known has no bar. A bar that brought a change inside the
 * axis is marked. `days` are calls by UTC day.
 */
export function prepareTimeline(
  segments: Segment[],
  days: readonly SeenHour[],
  axis: Interval,
  context: TimelineContext,
): Timeline {
  const declared = segments.filter((one) => one.certainty === "declared");
  const lanes = rowsOf(declared).map((row) => laneOf(segments, row, context));
  const [from, to] = [axis.from.getTime(), axis.to.getTime()];
  return {
    lanes: [...lanes, observedLane(segments, days, { from, to }, context.zone)],
    axis: { from, to },
    ticks: monthTicks(axis, context.zone),
  };
}
