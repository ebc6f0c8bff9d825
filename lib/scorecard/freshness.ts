import { MINUTE_MS } from "#lib/core/time";

/** Milliseconds that a stored scorecard is answered without judging anew. */
export const FRESH_MS = MINUTE_MS;

/** A change carries the time of its beginning and shows only once it is committed, a little later. */
export const COMMIT_MARGIN_MS = 5_000;

/** Whether a stored scorecard still says what is so: young, judged after the last change, nothing of it run out. */
export function isFresh(
  card: { evaluatedAt: Date; validUntil: Date | null },
  changedAt: Date,
  now: Date,
): boolean {
  const evaluated = card.evaluatedAt.getTime();
  if (now.getTime() - evaluated > FRESH_MS) return false;
  if (changedAt.getTime() + COMMIT_MARGIN_MS > evaluated) return false;
  return card.validUntil === null || card.validUntil > now;
}
