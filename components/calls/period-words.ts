import { formatDateTime, zoneName } from "#lib/core/format";
import type { ExplorerView, Period } from "#lib/telemetry/filters-schema";

export const periodLabels: Record<Period, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  all: "All time",
};

/** "Last 7 days"; "14 Mar 2026, 09:00 to 15 Mar 2026, 10:00 CET" of a period of one's own. */
export function periodWords({ period, from, to }: ExplorerView, zone: string): string {
  if (!from && !to) return periodLabels[(period ?? "all") as Period];
  const say = (at: string) => formatDateTime(at, zone, { zoneName: false });
  const name = zoneName(new Date(from ?? to ?? 0), zone);
  if (from && to) return `${say(from)} to ${say(to)} ${name}`;
  return from ? `Since ${say(from)} ${name}` : `Until ${say(to ?? "")} ${name}`;
}

/** An instant as a field of date and time takes it, in the zone of this machine: "2026-03-14T09:20". */
export function fieldOf(instant: string | undefined): string {
  if (!instant) return "";
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant of such a field; null for an empty or half-typed one. */
export function instantOf(field: string): string | null {
  const at = new Date(field);
  return field === "" || Number.isNaN(at.getTime()) ? null : at.toISOString();
}
