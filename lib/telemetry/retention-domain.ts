const DAY_MS = 86_400_000;

function later(a: Date, b: Date | null): Date {
  return b !== null && b > a ? b : a;
}

/** Content of spans that began before this is neither stored nor shown: its days are over, or a person deleted it. */
export function contentKeptFrom(
  feature: { contentRetentionDays: number; contentKeptFrom: Date | null },
  now: Date,
): Date {
  return later(new Date(now.getTime() - feature.contentRetentionDays * DAY_MS), feature.contentKeptFrom);
}

export type TelemetryRetention = { days: number; keptFrom: Date | null };

/**
 * Spans that began before this are refused. Never earlier than what was dropped once, also after the retention was made
 * longer: a re-sent span of a dropped row would be counted a second time.
 */
export function telemetryKeptFrom(retention: TelemetryRetention, now: Date): Date {
  return later(new Date(now.getTime() - retention.days * DAY_MS), retention.keptFrom);
}

/** Why a span or an event is refused that is older than what is kept. */
export function tooOld(days: number): string {
  return `older than the retention of ${days} days`;
}
