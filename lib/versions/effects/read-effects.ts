import "server-only";
import { z } from "zod";
import { Counts, storedOf } from "#lib/core/counts";
import { db } from "#lib/core/db";
import { levelOfEach, quantileOf } from "#lib/core/intervals";
import { inPiece, pieceSql } from "#lib/core/piece-sql";
import { type Piece, piecesOf } from "#lib/core/pieces";
import { DAY_MS } from "#lib/core/time";
import { outcomeCodes, statusCodes, unreportedOutcome } from "#lib/telemetry/domain";
import { readSeen } from "#lib/versions/findings/read-seen";
import { instantText, microsOf, type Span } from "#lib/versions/instant";
import { running } from "#lib/versions/queries";
import { allChanges, changesNear, unequal, type Windows, windowsOf } from "./changes.ts";
import { compareSides, effectSentence, type Side } from "./effects.ts";
import { type Effect, type EffectsAnswer, LEAST_INTERACTIONS, LEVEL, TESTED } from "./effects-schema.ts";

const callRow = z.object({
  bin: z.number(),
  sign: z.number(),
  generates: z.boolean(),
  calls: z.number(),
  errors: z.number(),
  buckets: z.string(),
  counts: z.string(),
});

const interactionRow = z.object({
  bin: z.number(),
  sign: z.number(),
  interactions: z.number(),
  failed: z.number(),
  priced: z.number(),
  cost: z.number(),
  buckets: z.string(),
  counts: z.string(),
});

type Where = { featureId: number; environment: string };

async function readCalls({ featureId, environment }: Where, pieces: readonly Piece[]) {
  const rows = await db().$queryRaw`
    WITH ${pieceSql(pieces)}
    SELECT p.bin, p.sign, d.operation IN ('chat', 'text_completion', 'generate_content') AS generates,
      sum(r.calls)::float8 AS calls, coalesce(sum(r.calls) FILTER (WHERE r.status = ${statusCodes.error}), 0)::float8 AS errors,
      string_agg(r.duration_buckets::text, '') AS buckets, string_agg(r.duration_counts::text, '') AS counts
    FROM piece p CROSS JOIN LATERAL (SELECT * FROM call_rollup r WHERE ${inPiece(featureId)}) AS r
      JOIN dimension d ON d.feature_id = ${featureId} AND d.id = r.dimension_id
    WHERE d.environment = ${environment} GROUP BY 1, 2, 3`;
  return z.array(callRow).parse(rows);
}

async function readInteractions({ featureId, environment }: Where, pieces: readonly Piece[]) {
  const failed = [outcomeCodes.failed, unreportedOutcome.failed];
  const rows = await db().$queryRaw`
    WITH ${pieceSql(pieces)}
    SELECT p.bin, p.sign, sum(r.interactions)::float8 AS interactions,
      coalesce(sum(r.interactions) FILTER (WHERE r.outcome = ANY (${failed}::smallint[])), 0)::float8 AS failed,
      sum(r.priced_interactions)::float8 AS priced, sum(r.priced_cost_nano)::float8 AS cost,
      string_agg(r.cost_buckets::text, '') AS buckets, string_agg(r.cost_counts::text, '') AS counts
    FROM piece p CROSS JOIN LATERAL (
      SELECT * FROM interaction_rollup r WHERE r.environment = ${environment} AND ${inPiece(featureId)}) AS r
    GROUP BY 1, 2`;
  return z.array(interactionRow).parse(rows);
}

type Bucketed = { sign: number; buckets: string; counts: string };

function histogram(rows: readonly Bucketed[]) {
  const counts = new Counts();
  for (const { sign, buckets, counts: own } of rows) counts.add(sign, storedOf(buckets, own));
  return counts.list();
}

type Rows = {
  calls: Awaited<ReturnType<typeof readCalls>>;
  interactions: Awaited<ReturnType<typeof readInteractions>>;
};

function sideOf(rows: Rows, bin: number): Side {
  const calls = rows.calls.filter((row) => row.bin === bin);
  const interactions = rows.interactions.filter((row) => row.bin === bin);
  const sum = <T extends { sign: number }>(of: readonly T[], value: (row: T) => number) =>
    of.reduce((total, row) => total + row.sign * value(row), 0);
  const generating = calls.filter((row) => row.generates);
  return {
    interactions: sum(interactions, (row) => row.interactions),
    failed: sum(interactions, (row) => row.failed),
    priced: sum(interactions, (row) => row.priced),
    costNano: sum(interactions, (row) => row.cost),
    costs: histogram(interactions),
    calls: sum(calls, (row) => row.calls),
    errors: sum(calls, (row) => row.errors),
    durations: histogram(generating.length > 0 ? generating : calls),
  };
}

const piecesOfWindow = ({ from, to }: { from: number; to: number }, bin: number): Piece[] =>
  piecesOf([new Date(from), new Date(to)]).map((piece) => ({ ...piece, bin }));

const NO_ROOM = "Another change, or the present, is less than an hour away.";

function effectOf(
  windows: Windows | null,
  rows: Rows,
  index: number,
  z: number,
): Omit<Effect, "at" | "kind" | "label" | "reason" | "reportedBy"> {
  if (!windows)
    return {
      windowHours: null,
      before: null,
      after: null,
      note: NO_ROOM,
      sentence: "There is no room to compare.",
      metrics: [],
    };
  const [before, after] = [sideOf(rows, 2 * index), sideOf(rows, 2 * index + 1)];
  const metrics = compareSides(before, after, windows.hours, z);
  const stretch = ({ from, to }: Windows["before"], side: Side) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    interactions: side.interactions,
    priced: side.priced,
    calls: side.calls,
  });
  return {
    windowHours: windows.hours,
    before: stretch(windows.before, before),
    after: stretch(windows.after, after),
    note: unequal(windows.hours),
    sentence: effectSentence(metrics),
    metrics,
  };
}

/** How far changes are looked for: a week around the day, a week of window, and what a change of model looks back. */
const REACH_MS = 17 * DAY_MS;

/**
 * What the changes near a stretch did: volume, cost, failures and latency before and after each, from rollups. As known
 * now. At most four changes, in two queries whatever their number.
 */
export async function readEffects(
  feature: { id: number },
  environment: string,
  span: Span,
  at: Date,
): Promise<EffectsAnswer> {
  const interval = { from: span.from / 1000, to: span.to / 1000 };
  const where = { featureId: feature.id, environment };
  const reach = { from: interval.from - REACH_MS, to: Math.min(interval.to + REACH_MS, at.getTime()) };
  const answer = {
    interval: { from: instantText(span.from), to: instantText(span.to) },
    environment,
    leastInteractions: LEAST_INTERACTIONS,
    level: LEVEL,
  };
  if (reach.from >= reach.to) return { ...answer, comparisons: 0, intervalLevel: LEVEL, effects: [] };
  const around = {
    from: microsOf(new Date(reach.from).toISOString()),
    to: microsOf(new Date(reach.to).toISOString()),
  };
  const [{ segments }, seen] = await Promise.all([
    running({ ...where, span: around, knownAt: null, declaredOnly: true }),
    readSeen({ ...where, ...reach, answers: true }, []),
  ]);
  const changes = allChanges(segments, seen);
  const near = changesNear(changes, interval);
  const windows = near.map((change) => windowsOf(change, changes, at.getTime()));
  const pieces = windows.flatMap((one, index) =>
    one ? [...piecesOfWindow(one.before, 2 * index), ...piecesOfWindow(one.after, 2 * index + 1)] : [],
  );
  const [calls, interactions] =
    pieces.length === 0
      ? [[], []]
      : await Promise.all([readCalls(where, pieces), readInteractions(where, pieces)]);
  const comparisons = TESTED * windows.filter((one) => one !== null).length;
  const intervalLevel = levelOfEach(LEVEL, Math.max(1, comparisons));
  const z = quantileOf(intervalLevel);
  const effects = near.map(({ at: changed, ...change }, index) => ({
    at: new Date(changed).toISOString(),
    ...change,
    ...effectOf(windows[index] ?? null, { calls, interactions }, index, z),
  }));
  return { ...answer, comparisons, intervalLevel, effects };
}
