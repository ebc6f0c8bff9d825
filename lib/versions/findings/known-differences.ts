import { instantText, microsOf } from "#lib/versions/instant";
import type { Segment } from "#lib/versions/schema";
import type { Belief, KnownDifference } from "./findings-schema.ts";

type Piece = { from: number; to: number; belief: Belief };

function piecesOf(segments: readonly Segment[]): Piece[] {
  return segments.map((one) => {
    const { shares, reason, reportedAt, reportedBy, deployment } = one;
    const belief =
      one.certainty === "declared" ? { shares, reason, reportedAt, reportedBy, deployment } : null;
    return { from: microsOf(one.from), to: microsOf(one.to), belief };
  });
}

/** Two beliefs are the same when they say that the same ran for the same reason; who said so when is no difference. */
const key = (belief: Belief) =>
  belief && JSON.stringify([belief.reason, belief.shares.map((one) => [one.release, one.weight])]);

const at = (pieces: readonly Piece[], instant: number) =>
  pieces.find((one) => one.from <= instant && one.to > instant)?.belief ?? null;

/**
 * Where what was known then and what is known now of one stretch say something else, in the order of time. What only
 * telemetry showed is no knowledge of anybody. Neighbours that differ in the same way are one.
 */
export function knownDifferences(then: readonly Segment[], now: readonly Segment[]): KnownDifference[] {
  const [before, after] = [piecesOf(then), piecesOf(now)];
  const edges = [...new Set([...before, ...after].flatMap((one) => [one.from, one.to]))].sort(
    (a, b) => a - b,
  );
  const differences: (KnownDifference & { end: number })[] = [];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    if (to === undefined) break;
    const [old, current] = [at(before, from), at(after, from)];
    if (key(old) === key(current)) continue;
    const last = differences.at(-1);
    if (
      last?.end === from &&
      last.before?.deployment === old?.deployment &&
      last.now?.deployment === current?.deployment
    ) {
      last.to = instantText(to);
      last.end = to;
      continue;
    }
    const change = old === null ? "added" : current === null ? "withdrawn" : "changed";
    differences.push({
      from: instantText(from),
      to: instantText(to),
      change,
      before: old,
      now: current,
      end: to,
    });
  }
  return differences.map(({ end: _, ...difference }) => difference);
}
