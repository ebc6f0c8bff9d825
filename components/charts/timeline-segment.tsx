"use client";
import Link from "next/link";
import { Tooltip } from "#components/ui/tooltip";
import { cx } from "#lib/core/class-names";
import { placeOnAxis, type Span } from "./timeline-scale.ts";

export type LaneSegment = Span & {
  /** On the bar: "v12 · tone". */
  label: string;
  /** In its place where the bar is narrow: initials of a person. */
  short?: string;
  /** Behind the label where the bar has room: "shorter answers". */
  note?: string;
  /** In the tooltip: from when to when, why, by whom. */
  detail: string;
  tone: "plain" | "accent" | "stale" | "gap";
  href?: string;
};

const tones: Record<LaneSegment["tone"], string> = {
  plain: "bg-sunken text-text",
  accent: "bg-accent-soft text-text",
  stale: "bg-stale-soft text-stale border border-stale",
  gap: "border border-dashed border-text-3 text-text-2",
};

export function TimelineSegment({ lane, segment, axis }: { lane: string; segment: LaneSegment; axis: Span }) {
  const place = placeOnAxis(segment, axis);
  if (!place) return null;
  const style = cx(
    "@container flex h-full w-full items-center overflow-hidden rounded-sm text-left font-semibold text-sm focus-visible:outline-offset-0",
    place.width > 4 ? "px-2" : "px-0",
    tones[segment.tone],
  );
  // What is seen on a bar is in its name, so that somebody who speaks to it can say it.
  const said = [segment.label, segment.note, segment.short].filter(Boolean).join(" ");
  const name = `${lane}: ${said}. ${segment.detail}`;
  // Words lie above the band of the selected day.
  const words = place.width > 4 && (
    <span className={cx("relative z-20 truncate", segment.short !== undefined && "@max-[88px]:hidden")}>
      {segment.label}
      {segment.note && place.width > 16 && (
        <span className="font-normal text-text-2 max-sm:hidden"> {segment.note}</span>
      )}
    </span>
  );
  const short = segment.short !== undefined && place.width > 2 && (
    <span className={cx("relative z-20 w-full text-center text-xs", place.width > 4 && "@min-[88px]:hidden")}>
      {segment.short}
    </span>
  );
  return (
    <li
      className="absolute inset-y-0 min-w-1 focus-within:z-30"
      style={{ left: `calc(${place.left}% + 1px)`, width: `calc(${place.width}% - 2px)` }}
    >
      <Tooltip
        content={
          <>
            <strong className="block font-semibold">{segment.label}</strong>
            {segment.detail}
          </>
        }
      >
        {segment.href ? (
          <Link href={segment.href} aria-label={name} className={style}>
            {words} {short}
          </Link>
        ) : (
          <button type="button" aria-label={name} className={cx(style, "cursor-default!")}>
            {words} {short}
          </button>
        )}
      </Tooltip>
    </li>
  );
}
