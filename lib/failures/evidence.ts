import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import type { FailuresEvidence, FailuresPolicy, Outcomes } from "./domain.ts";

/** Newest interactions of the window that are looked into one by one. */
const SAMPLED_INTERACTIONS = 5000;

const count = z.coerce.number();

/** Names of interaction_rollup.outcome, by its number. */
const outcomeNames: readonly (keyof Outcomes)[] = [
  "silent",
  "answered",
  "degraded",
  "refused",
  "escalated",
  "failed",
  "silentFailed",
];

async function readOutcomes(
  tx: Transaction,
  featureId: number,
  environment: string,
  from: Date,
  now: Date,
): Promise<Outcomes> {
  const rows = await tx.$queryRaw`
    SELECT outcome, sum(interactions) AS interactions FROM interaction_rollup
     WHERE feature_id = ${featureId} AND environment = ${environment} AND grain = 'h' AND start > ${from.toISOString()}::timestamptz AND start <= ${now.toISOString()}::timestamptz
     GROUP BY outcome`;
  const found = z.array(z.object({ outcome: z.number(), interactions: count })).parse(rows);
  const of = (name: keyof Outcomes) =>
    found.find((row) => outcomeNames[row.outcome] === name)?.interactions ?? 0;
  return {
    answered: of("answered"),
    degraded: of("degraded"),
    refused: of("refused"),
    escalated: of("escalated"),
    failed: of("failed"),
    silent: of("silent"),
    silentFailed: of("silentFailed"),
  };
}

/** What telemetry shows about how interactions of one environment ended, as of `now`. */
export async function readFailuresEvidence(
  tx: Transaction,
  featureId: number,
  environment: string,
  policy: FailuresPolicy,
  now: Date,
): Promise<FailuresEvidence> {
  const from = addDays(now, -policy.windowDays);
  const last = await tx.$queryRaw`
    SELECT max(start) AS last FROM interaction_rollup
     WHERE feature_id = ${featureId} AND environment = ${environment} AND grain = 'h' AND start <= ${now.toISOString()}::timestamptz AND interactions > 0`;
  // last_call is twice the microsecond of the last call's end, plus one when that call failed.
  const sample = await tx.$queryRaw`
    SELECT count(*) AS interactions, count(*) FILTER (WHERE last_call % 2 = 1) AS last_call_failed
      FROM (SELECT outcome, last_call FROM interaction
             WHERE feature_id = ${featureId} AND environment = ${environment} AND started_at > ${from.toISOString()}::timestamptz AND started_at <= ${now.toISOString()}::timestamptz
               AND (calls > 0 OR outcome IS NOT NULL)
             ORDER BY started_at DESC LIMIT ${SAMPLED_INTERACTIONS}) newest
     WHERE outcome = 1`;
  const sampled = z.array(z.object({ interactions: count, last_call_failed: count })).parse(sample)[0];
  const lastAt = z.array(z.object({ last: z.date().nullable() })).parse(last)[0]?.last;
  return {
    outcomes: await readOutcomes(tx, featureId, environment, from, now),
    lastInteractionAt: lastAt?.toISOString() ?? null,
    answeredSample: {
      interactions: sampled?.interactions ?? 0,
      lastCallFailed: sampled?.last_call_failed ?? 0,
    },
  };
}
