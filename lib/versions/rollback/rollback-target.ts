import { MILLION } from "#lib/versions/domain";
import type { Micros, Span } from "#lib/versions/instant";

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

/** Parts of a million that are nearly all of the traffic. */
const NEARLY_ALL = 950_000;
const partOf = ({ shares }: RunStretch, release: string) =>
  shares.find((share) => share.release === release)?.ppm ?? 0;

/**
 * Whether going to a release is going back: it had nearly all the traffic in a stretch that ended before the release
 * that is left began to run without a break. What never had it is new, and a canary is promoted by a deployment.
 */
export function isGoingBack(
  stretches: readonly RunStretch[],
  current: RunStretch,
  { left, to }: { left: string; to: string },
): boolean {
  const past = stretches.filter((one) => one.to <= current.from).sort((a, b) => b.from - a.from);
  let began = current.from;
  for (const one of past) {
    if (one.to !== began || partOf(one, left) === 0) break;
    began = one.from;
  }
  return past.some((one) => one.to <= began && partOf(one, to) >= NEARLY_ALL);
}
