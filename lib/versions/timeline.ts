import { Temporal } from "temporal-polyfill";
import { formatDateTime, formatPercent } from "#lib/core/format";
import { dayOf, type Interval } from "#lib/core/time";
import { type ArtifactKind, kindNames, kindsOf, versionsOfKind } from "./domain.ts";
import type { ObservedDay } from "./observed.ts";
import type { Segment } from "./schema.ts";

/** A stretch of a lane, in milliseconds, as components/charts draws it. */
export type Bar = {
  from: number;
  to: number;
  label: string;
  detail: string;
  tone: "plain" | "accent" | "stale" | "gap";
  href?: string;
};
export type TimelineLane = { key: string; label: string; segments: Bar[] };
export type Timeline = {
  lanes: TimelineLane[];
  axis: { from: number; to: number };
  ticks: { at: number; label: string }[];
};

type Context = { zone: string; hrefOf: (day: string) => string };

/** What of a kind ran in a segment: "v12", or "v12 90 % + v13 10 %" where the shares differ in it. */
function labelOf(segment: Segment, kind: ArtifactKind): string | null {
  const weights = new Map<string, number>();
  for (const share of segment.shares) {
    const versions = versionsOfKind(share, kind) ?? "none";
    weights.set(versions, (weights.get(versions) ?? 0) + share.weight);
  }
  const [first] = weights.keys();
  if (first === undefined) return null;
  if (weights.size === 1) return first === "none" ? null : first;
  return [...weights].map(([versions, weight]) => `${versions} ${formatPercent(weight)}`).join(" + ");
}

/** The reason of the newest version of the kind, for the bar that brings it. */
function changeOf(segment: Segment, kind: ArtifactKind): string | null {
  const changes = segment.shares
    .flatMap((share) => share.artifacts.filter((part) => part.kind === kind))
    .map((part) => part.change);
  return new Set(changes).size === 1 ? (changes[0] ?? null) : null;
}

function period(from: number, to: number, zone: string): string {
  return `${formatDateTime(from, zone)} to ${formatDateTime(to, zone)}`;
}

/** Bars of equal label that touch become one. */
function joined(bars: Bar[]): Bar[] {
  const result: Bar[] = [];
  for (const bar of bars) {
    const last = result.at(-1);
    if (last && last.to === bar.from && last.label === bar.label && last.tone === bar.tone) last.to = bar.to;
    else result.push({ ...bar });
  }
  return result;
}

function laneOf(segments: Segment[], kind: ArtifactKind, { zone, hrefOf }: Context): TimelineLane {
  const bars = segments.flatMap((segment): Bar[] => {
    const [from, to] = [Date.parse(segment.from), Date.parse(segment.to)];
    if (segment.certainty !== "declared") return [];
    const label = labelOf(segment, kind);
    if (label === null) return [];
    const why = changeOf(segment, kind);
    return [
      {
        from,
        to,
        label,
        detail: why ? `Why: ${why}` : "",
        tone: "plain",
        href: hrefOf(dayOf(new Date(from), zone)),
      },
    ];
  });
  const lane = joined(bars).map((bar, index): Bar => {
    const why = bar.detail === "" ? "" : `. ${bar.detail}`;
    return {
      ...bar,
      tone: index > 0 ? "accent" : "plain",
      detail: `${period(bar.from, bar.to, zone)}${why}`,
    };
  });
  return { key: kind, label: kindNames[kind], segments: lane };
}

const DECLARED_ENOUGH = 0.99;

/** What telemetry showed on a day beside what was declared for any part of it. Null on a day without calls. */
function seenOn(
  day: ObservedDay,
  declared: Set<string>,
): { label: string; detail: string; tone: Bar["tone"] } | null {
  const total = day.releases.reduce((sum, one) => sum + one.calls, 0) + day.withoutRelease;
  if (total === 0) return null;
  const right = day.releases
    .filter((one) => declared.has(one.release))
    .reduce((sum, one) => sum + one.calls, 0);
  if (right / total >= DECLARED_ENOUGH)
    return {
      label: "release as declared",
      detail: "At least 99 % of calls carried a declared release",
      tone: "plain",
    };
  const carried = total - day.withoutRelease;
  if (carried === 0)
    return {
      label: "no release on calls",
      detail: "Calls arrived, and none said which release it ran on",
      tone: "stale",
    };
  const detail = `${formatPercent(right / total)} of calls carried a declared release, ${formatPercent(day.withoutRelease / total)} none`;
  return { label: declared.size === 0 ? "not declared" : "release not as declared", detail, tone: "stale" };
}

function observedLane(segments: Segment[], days: ObservedDay[], zone: string): TimelineLane {
  const bars = days.flatMap((day): Bar[] => {
    const inDay = segments.filter(
      (one) => one.certainty === "declared" && Date.parse(one.from) < day.to && Date.parse(one.to) > day.from,
    );
    const seen = seenOn(day, new Set(inDay.flatMap((one) => one.shares.map((share) => share.release))));
    return seen ? [{ from: day.from, to: day.to, ...seen }] : [];
  });
  const lane = joined(bars).map((bar) => ({
    ...bar,
    detail: `${period(bar.from, bar.to, zone)}. ${bar.detail}`,
  }));
  return { key: "observed", label: "Observed", segments: lane };
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
 * Lanes of what ran over an axis: one for each kind of artifact in use, and one for what telemetry showed. A stretch for
 * which nothing is known has no bar. A bar that brought a change inside the axis is marked.
 */
export function prepareTimeline(
  segments: Segment[],
  days: ObservedDay[],
  axis: Interval,
  context: Context,
): Timeline {
  const lanes = kindsOf(segments).map((kind) => laneOf(segments, kind, context));
  const [from, to] = [axis.from.getTime(), axis.to.getTime()];
  const inside = days.map((day) => ({ ...day, from: Math.max(day.from, from), to: Math.min(day.to, to) }));
  return {
    lanes: [...lanes, observedLane(segments, inside, context.zone)],
    axis: { from, to },
    ticks: monthTicks(axis, context.zone),
  };
}
