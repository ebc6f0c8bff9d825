import { MINUTE_MS } from "#lib/core/time";
import type { CallItem } from "./schema.ts";

/** What names a call among all there are. */
export function callKey({
  feature,
  startedAt,
  traceId,
  spanId,
}: Pick<CallItem, "feature" | "startedAt" | "traceId" | "spanId">): string {
  return `${feature.slug ?? ""} ${startedAt} ${traceId} ${spanId}`;
}

const before = (a: CallItem, b: CallItem) => {
  const [one, other] = [`${a.startedAt} ${a.traceId} ${a.spanId}`, `${b.startedAt} ${b.traceId} ${b.spanId}`];
  return one < other ? 1 : one > other ? -1 : 0;
};

/** Both lists as one: each call once, newest first. Where both have a call the first list's stays. */
export function mergeCalls(known: readonly CallItem[], further: readonly CallItem[]): CallItem[] {
  const calls = new Map(known.map((call) => [callKey(call), call]));
  for (const call of further) if (!calls.has(callKey(call))) calls.set(callKey(call), call);
  return [...calls.values()].sort(before);
}

/** Most asks look back a little; every fifteenth, half a minute apart, for calls that took long before they were sent. */
const SHORT_MS = 30_000;
const LONG_MS = 15 * MINUTE_MS;
const DEEP_EVERY = 15;

/**
 * From when on the live tail asks for calls: before the newest one it knows, because a call arrives when it has ended
 * and others that began later may be there already. `turn` counts the asks since the tail began.
 */
export function tailFrom(newestAt: number, turn: number): string {
  return new Date(newestAt - (turn % DEEP_EVERY === 0 ? LONG_MS : SHORT_MS)).toISOString();
}

/** The newest beginning among calls, milliseconds since 1970; `otherwise` where there is none. */
export function newestAt(calls: readonly CallItem[], otherwise: number): number {
  return calls.reduce((latest, { startedAt }) => Math.max(latest, Date.parse(startedAt)), otherwise);
}

/** So many rows a tail holds; the oldest make room. */
export const TAIL_ROWS = 1000;
