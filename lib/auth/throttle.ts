import { MINUTE_MS } from "#lib/core/time";

/** How long a failed sign-in is held against an e-mail or an address. */
export const THROTTLE_WINDOW_MS = 15 * MINUTE_MS;

/** Failures without a delay for the next attempt. */
export const FREE_FAILURES_PER_EMAIL = 5;
export const FREE_FAILURES_PER_ADDRESS = 20;
const FIRST_DELAY_MS = 30_000;

/** The delay after the n-th failure of one e-mail: none before the fifth, then 30 s doubling to 15 min. */
export function delayAfter(failures: number): number {
  if (failures < FREE_FAILURES_PER_EMAIL) return 0;
  return Math.min(FIRST_DELAY_MS * 2 ** (failures - FREE_FAILURES_PER_EMAIL), THROTTLE_WINDOW_MS);
}

export type Failures = {
  /** Failures of this e-mail since its last success, newest first, inside the window. */
  ofEmail: Date[];
  /** Failures from this address, newest first, inside the window; null when the address is not known. */
  ofAddress: Date[] | null;
};

/** Milliseconds until another sign-in may be tried; 0 when it may be tried now. */
export function waitBefore(failures: Failures, now: Date): number {
  const newest = failures.ofEmail[0];
  const forEmail = newest ? newest.getTime() + delayAfter(failures.ofEmail.length) - now.getTime() : 0;
  const last = failures.ofAddress?.[FREE_FAILURES_PER_ADDRESS - 1];
  const forAddress = last ? last.getTime() + THROTTLE_WINDOW_MS - now.getTime() : 0;
  return Math.max(0, forEmail, forAddress);
}
