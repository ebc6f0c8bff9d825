import { formatCount, formatDuration, formatNumber } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import type { InteractionItem } from "#lib/telemetry/explorer-answers-schema";
import type { InteractionOrder } from "#lib/telemetry/filters-schema";
import type { CallItem } from "#lib/telemetry/schema";

type Priced = { billable: boolean; usd: string | null };

/** "$0.0041"; "unpriced" of a billable call without a price; a dash where nothing is billed. */
export function costWord({ billable, usd }: Priced): string {
  if (usd !== null) return formatUsd(nanoOfUsd(usd));
  return billable ? "unpriced" : "—";
}

/** "1,200 / 300"; a dash for a side that was not sent. */
export function tokensWord({ input, output }: CallItem["tokens"]): string {
  const word = (count: number | null) => (count === null ? "—" : formatNumber(count));
  return input === null && output === null ? "—" : `${word(input)} / ${word(output)}`;
}

/** "99 ms", "4.0 s", "3 min 5 s": as columns of durations have it, with one decimal under each other. */
export function durationWord(ms: number): string {
  const whole = Math.round(ms);
  return whole >= 1000 && whole < 60_000 ? `${formatNumber(whole / 1000, 1)} s` : formatDuration(whole);
}

/** What did the work: the model that answered, else the one that was asked for, else the span's name. */
export function modelWord(call: {
  responseModel: string | null;
  requestModel: string | null;
  name: string;
}): string {
  return call.responseModel ?? call.requestModel ?? call.name;
}

/** Where a call's interaction is shown; null for telemetry of no registered feature. */
export function interactionHref(
  call: Pick<CallItem, "feature" | "interactionId" | "environment">,
): string | null {
  if (call.feature.slug === null) return null;
  const environment =
    call.environment === "production" ? "" : `?environment=${encodeURIComponent(call.environment)}`;
  return `/features/${call.feature.slug}/interactions/${call.interactionId}${environment}`;
}

/** Outcomes and marks of interactions as the filters name them. */
export const outcomeLabels: Record<string, string> = {
  none: "none reported, last call succeeded",
  none_failed: "none reported, last call failed",
  retry: "a retry",
  fallback: "a fallback",
  unpriced: "an unpriced call",
  error: "a failed call",
};

export const orderLabels: Record<InteractionOrder, string> = {
  newest: "newest first",
  dearest: "dearest first",
  slowest: "slowest first",
};

/** What became of an interaction: as it was reported, else what its last call says. */
export function outcomeWord({
  outcome,
  lastCallFailed,
}: Pick<InteractionItem, "outcome" | "lastCallFailed">): string {
  if (outcome !== null) return outcome;
  return lastCallFailed === true ? "last call failed" : "none reported";
}

/** "1 retry, 2 fallbacks"; "first only" where nothing was tried again. */
export function attemptsWord({ retries, fallbacks }: Pick<InteractionItem, "retries" | "fallbacks">): string {
  const parts = [
    ...(retries > 0 ? [formatCount(retries, "retry", "retries")] : []),
    ...(fallbacks > 0 ? [formatCount(fallbacks, "fallback")] : []),
  ];
  return parts.join(", ") || "first only";
}
