"use client";
import { useSyncExternalStore } from "react";
import { useViewerZone } from "#components/ui/time";
import { formatDateTime } from "#lib/core/format";

const minute = 60_000;

function everyMinute(tell: () => void): () => void {
  const timer = setInterval(tell, 5_000);
  return () => clearInterval(timer);
}

/** "Sun 22 Nov 2026, 09:41 CET"; nothing until the browser knows its zone. */
export function Clock() {
  const zone = useViewerZone();
  const now = useSyncExternalStore(
    everyMinute,
    () => Math.floor(Date.now() / minute) * minute,
    () => null,
  );
  if (now === null) return null;
  return (
    <time dateTime={new Date(now).toISOString()} title={zone} className="tnum">
      {formatDateTime(now, zone, { weekday: true })}
    </time>
  );
}
