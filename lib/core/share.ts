import { formatPercent } from "#lib/core/format";

/** "98.96 %" of part in total, never rounded up to a limit that was not reached. `total` is above zero. */
export function shareDown(part: number, total: number): string {
  return formatPercent(Math.floor((part * 10_000) / total) / 10_000, 2);
}

/** "0.51 %" of part in total, never rounded down to a limit that was passed. `total` is above zero. */
export function shareUp(part: number, total: number): string {
  return formatPercent(Math.ceil((part * 10_000) / total) / 10_000, 2);
}

/** Whether part of total is at least the percentage, without fractions. False when there is nothing. */
export function atLeastPercent(part: number, total: number, percent: number): boolean {
  return total > 0 && part * 100 >= total * percent;
}
