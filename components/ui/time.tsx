"use client";
import { useSyncExternalStore } from "react";
import { formatDate, formatDateTime } from "#lib/core/format";
import { Tooltip } from "./tooltip.tsx";

export type TimeProps = {
  /** An instant, RFC 3339 or milliseconds. */
  at: string | number | Date;
  /** The zone that was meant (a rotation's, a question's); shown on hover beside the viewer's own. UTC when absent. */
  zone?: string;
  precision?: "minute" | "second" | "day";
  /** Leave the zone's name out where a column's head says it. */
  bare?: boolean;
  /** Show it in `zone`, with the viewer's own on hover: where everybody talks in that zone, as in a rotation. */
  inZone?: boolean;
  /** "Mon 16 Mar 2026, 09:00 CET". */
  weekday?: boolean;
};

const never = () => () => {};

/** The viewer's zone; on the server and while hydrating, UTC. */
export function useViewerZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    () => "UTC",
  );
}

let other = false;
const watchers = new Set<() => void>();

/** Shows every time on screen in its other zone, or again in the viewer's: for the keyboard what hovering is for the mouse. */
export function switchZones(): void {
  other = !other;
  for (const changed of watchers) changed();
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

/** "14 Mar 2026, 09:20 CET" in the viewer's zone; the other zone on hover, and of all at once by a key. */
export function Time({
  at,
  zone = "UTC",
  precision = "minute",
  bare = false,
  inZone = false,
  weekday = false,
}: TimeProps) {
  const viewer = useViewerZone();
  const switched = useSyncExternalStore(
    watch,
    () => other,
    () => false,
  );
  const instant = new Date(at);
  const place = inZone !== switched ? zone : viewer;
  const shown =
    precision === "day"
      ? formatDate(instant, place)
      : formatDateTime(instant, place, {
          seconds: precision === "second",
          zoneName: !bare || switched,
          weekday,
        });
  const full = { seconds: true, zoneName: true };
  const lines = [formatDateTime(instant, viewer, full)];
  if (zone !== viewer) lines.push(`${formatDateTime(instant, zone, full)} (${zone})`);
  return (
    <Tooltip
      content={lines.map((line) => (
        <span key={line} className="block whitespace-nowrap tnum">
          {line}
        </span>
      ))}
    >
      <time dateTime={instant.toISOString()} className="whitespace-nowrap tnum">
        {shown}
      </time>
    </Tooltip>
  );
}
