import { formatDateTime } from "#lib/core/format";

/** A stretch of a lane, in milliseconds, as components/charts draws it. */
export type Bar = {
  from: number;
  to: number;
  label: string;
  /** In its place where the bar is narrow. */
  short?: string;
  /** Why it changed, for bars that have room. */
  note?: string;
  detail: string;
  tone: "plain" | "accent" | "stale" | "gap";
  href?: string;
};
/** `group` names the kind where it has several lanes; `still` is a lane in which nothing changed. */
export type TimelineLane = { key: string; label: string; group?: string; still: boolean; segments: Bar[] };
export function period(from: number, to: number, zone: string): string {
  return `${formatDateTime(from, zone)} to ${formatDateTime(to, zone)}`;
}

/** Bars of equal label that touch become one. */
export function joined(bars: Bar[]): Bar[] {
  const result: Bar[] = [];
  for (const bar of bars) {
    const last = result.at(-1);
    if (last && last.to === bar.from && last.label === bar.label && last.tone === bar.tone) last.to = bar.to;
    else result.push({ ...bar });
  }
  return result;
}
