import "server-only";
import { holdLock } from "#lib/auth/lock";
import { db, type Transaction } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import type { Prisma, Scorecard } from "#prisma/client";
import { briefOf, notMetSince as notMetSinceSchema, sinceOf } from "./brief.ts";
import { type Criteria, criteria as current } from "./criteria.ts";
import { evaluate, statusChanges } from "./evaluate.ts";
import { isFresh } from "./freshness.ts";
import { canonicalJson, digestOf } from "./inputs.ts";
import { FALL_DAYS, listFalls } from "./list-falls.ts";
import { readInputs } from "./read-inputs.ts";
import { characteristics as characteristicsSchema } from "./schema.ts";
import { keepVerdictDay } from "./verdict-days.ts";

/** A copy that shares nothing and holds only what JSON holds. */
function json(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(canonicalJson(value)) as Prisma.InputJsonValue;
}

async function store(
  tx: Transaction,
  featureId: number,
  row: Omit<Prisma.ScorecardUncheckedCreateInput, "featureId">,
): Promise<Scorecard> {
  return tx.scorecard.upsert({ where: { featureId }, create: { featureId, ...row }, update: row });
}

/**
 * Judges one feature and keeps the scorecard; adds a row to the history when a status changed. With `onlyIfNeeded` a
 * card that another worker has just made is answered as it is. One evaluation of a feature at a time, over all
 * servers; a card is never replaced by one that is older. null when the feature does not exist.
 */
export async function evaluateFeature(
  featureId: number,
  now: Date,
  options: { onlyIfNeeded?: boolean; criteria?: Criteria } = {},
): Promise<Scorecard | null> {
  const criteria = options.criteria ?? current;
  return db().$transaction(
    async (tx) => {
      await holdLock(tx, `scorecard ${featureId}`);
      const feature = await tx.feature.findUnique({ where: { id: featureId }, include: { scorecard: true } });
      if (!feature) return null;
      const { scorecard: before, ...facts } = feature;
      if (before && before.evaluatedAt > now) return before;
      if (before && options.onlyIfNeeded && isFresh(before, feature.changedAt, now)) return before;

      const inputs = await readInputs(tx, facts, criteria, now);
      const { verdict, met, characteristics, validUntil } = evaluate(inputs, criteria, now);
      const result = {
        criteria: criteria.version,
        verdict,
        met,
        characteristics: json(characteristics),
        inputs: json(inputs),
        inputDigest: digestOf(inputs),
      };
      const old = before ? characteristicsSchema.parse(before.characteristics) : [];
      const changes = statusChanges(old, characteristics);
      if (changes.length > 0) {
        await tx.scorecardChange.create({ data: { featureId, ...result, changes: json(changes), at: now } });
      }
      const since = sinceOf(
        before && {
          characteristics: old,
          notMetSince: notMetSinceSchema.nullable().parse(before.notMetSince),
        },
        characteristics,
        now,
      );
      await keepVerdictDay(tx, { featureId, lifecycle: facts.lifecycle, verdict, met }, now);
      const falls = await listFalls([featureId], addDays(now, -FALL_DAYS), now, tx);
      return store(tx, featureId, {
        ...result,
        falls: json(falls.map(({ path, at }) => ({ path, at: at.toISOString() }))),
        brief: json(briefOf(characteristics, since)),
        notMetSince: json(since),
        evaluatedAt: now,
        validUntil: validUntil === null ? null : new Date(validUntil),
      });
    },
    { timeout: 30_000, maxWait: 30_000 },
  );
}
