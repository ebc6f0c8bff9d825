import { MILLION } from "./domain.ts";
import type { Micros, Span } from "./instant.ts";

/** What is believed to have run in a stretch. `isRollback`: its deployment was recorded as going back. */
export type RunStretch = Span & { shares: { release: string; ppm: number }[]; isRollback: boolean };

/** What runs at a moment and what ran before it. `target` is null where nothing earlier is known. */
export type RollbackTarget = { current: RunStretch; target: string | null };

const fullShare = ({ shares }: RunStretch) =>
  shares.length === 1 && shares[0]?.ppm === MILLION ? shares[0].release : null;

/**
 * Where a rollback at `now` leads: to the release that had all the traffic before what runs now. A rollback takes back
 * what it went back from, so a second one leads further back and never forward to what was just left. Beside a canary it
 * is the release that had all the traffic before the canary. Null where nothing is declared to run at `now`.
 */
export function rollbackTarget(stretches: readonly RunStretch[], now: Micros): RollbackTarget | null {
  const past = stretches.filter((one) => one.from <= now).sort((a, b) => a.from - b.from);
  const current = past.find((one) => one.to > now);
  if (!current) return null;
  const path: string[] = [];
  for (const stretch of past) {
    const release = fullShare(stretch);
    if (release === null || path.at(-1) === release) continue;
    const known = stretch.isRollback ? path.lastIndexOf(release) : -1;
    if (known === -1) path.push(release);
    else path.length = known + 1;
  }
  const target = fullShare(current) === null ? path.at(-1) : path.at(-2);
  return { current, target: target ?? null };
}
