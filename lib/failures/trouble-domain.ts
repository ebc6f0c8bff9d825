import { HOUR_MS } from "#lib/core/time";

/** Interactions of one UTC hour, and those that failed with no designed response. `start` in milliseconds since 1970. */
export type FailureHour = { start: number; interactions: number; failed: number };

/** Hours of trouble without a pause; milliseconds since 1970. */
export type Trouble = { from: number; to: number; interactions: number; failed: number };

/** A month has 720 hours: by chance alone fewer than one of them may look like trouble. */
const CHANCE = 0.001;

/**
 * Whether more failed than the limit lets expect: were the limit the true rate, as many failures or more would come in
 * fewer than one of a thousand such hours (the tail of the binomial distribution). One failure in a quiet hour is a
 * large share and no trouble. `limit` is a fraction.
 */
export function isAbove(failed: number, interactions: number, limit: number): boolean {
  if (failed <= 0 || failed <= interactions * limit) return false;
  if (limit <= 0) return true;
  let log = interactions * Math.log1p(-limit);
  let fewer = Math.exp(log);
  for (let count = 1; count < failed; count += 1) {
    log += Math.log((interactions - count + 1) / count) + Math.log(limit) - Math.log1p(-limit);
    fewer += Math.exp(log);
  }
  return 1 - fewer < CHANCE;
}

/** The stretches of hours that lie above the limit, the oldest first. Hours may come in any order, each once. */
export function troubleIn(hours: readonly FailureHour[], limit: number): Trouble[] {
  const found: Trouble[] = [];
  const above = hours.filter((hour) => isAbove(hour.failed, hour.interactions, limit));
  for (const { start, interactions, failed } of above.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last?.to === start) {
      last.to += HOUR_MS;
      last.interactions += interactions;
      last.failed += failed;
    } else {
      found.push({ from: start, to: start + HOUR_MS, interactions, failed });
    }
  }
  return found;
}
