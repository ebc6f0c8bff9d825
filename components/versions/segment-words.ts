import { formatDateTime, formatDuration, zoneName } from "#lib/core/format";
import { HOUR_MS, MINUTE_MS } from "#lib/core/time";
import { countedStretch, dayClock } from "#lib/versions/clock-domain";
import type { Segment } from "#lib/versions/schema";

/** How late a report came: "9 h late"; null when it came within five minutes, or before. */
export function lateness(effectiveAt: string, reportedAt: string): string | null {
  const ms = Date.parse(reportedAt) - Date.parse(effectiveAt);
  return ms > 5 * MINUTE_MS ? `${formatDuration(ms)} late` : null;
}

/** "15 Mar 2026, 09:20" and under it "pipeline, 9 h late"; null for what nobody reported. */
export function reportedLines(segment: Segment, zone: string): { when: string; who: string } | null {
  const { reportedAt, reportedBy, effectiveAt } = segment;
  if (reportedAt === null || effectiveAt === null) return null;
  const who = [reportedBy, lateness(effectiveAt, reportedAt)].filter(Boolean).join(", ");
  return { when: formatDateTime(reportedAt, zone, { zoneName: false }), who };
}

/** "24 h", "23 h", "24 h 30 min": a day is told in hours, because that is what changes. */
function hoursOf(ms: number): string {
  const minutes = Math.round((ms % HOUR_MS) / MINUTE_MS);
  return `${Math.floor(ms / HOUR_MS)} h${minutes > 0 ? ` ${minutes} min` : ""}`;
}

/** "00:00 to 24:00 Europe/Berlin (24 h)"; a day on which clocks change says which zone's name it begins and ends with. */
export function dayWords(interval: { from: string; to: string }, zone: string): string {
  const ms = Date.parse(interval.to) - Date.parse(interval.from);
  const [first, last] = [
    zoneName(new Date(interval.from), zone),
    zoneName(new Date(Date.parse(interval.to) - 1), zone),
  ];
  const change = first === last ? "" : `, clocks change from ${first} to ${last}`;
  return `00:00 to 24:00 ${zone} (${hoursOf(ms)}${change})`;
}

/** Which UTC hours counts are of, where that is not the day itself; null where it is. */
export function countedWords(interval: { from: string; to: string }, zone: string): string | null {
  const counted = countedStretch(dayClock(interval, zone));
  if (!counted) return null;
  const words = [counted.from, counted.to].map(
    (at) => `${formatDateTime(at, zone)} (${new Date(at).toISOString()})`,
  );
  return `Calls are counted by whole UTC hours: here those from ${words[0]} to ${words[1]}.`;
}
