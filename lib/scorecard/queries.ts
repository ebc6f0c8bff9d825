import "server-only";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { Lifecycle, Scorecard } from "#prisma/client";
import { aged, metCount, verdictOf } from "./domain.ts";
import { evaluateFeature } from "./evaluate-feature.ts";
import { COMMIT_MARGIN_MS, isFresh } from "./freshness.ts";
import { characteristics as characteristicsSchema, type ScorecardAnswer } from "./schema.ts";

/** Features that a list judges before it answers; the rest follow within a minute. */
const JUDGED_IN_A_LIST = 10;

/** A stored card as it stands at `now`: what has run out since is stale, and the verdict follows from the checks. */
function present(card: Scorecard, lifecycle: Lifecycle, now: Date): ScorecardAnswer {
  const characteristics = aged(characteristicsSchema.parse(card.characteristics), now);
  const met = metCount(characteristics);
  return {
    verdict: verdictOf(met, lifecycle),
    met,
    of: 6,
    criteria: card.criteria,
    evaluatedAt: card.evaluatedAt.toISOString(),
    inputDigest: card.inputDigest,
    validUntil: card.validUntil?.toISOString() ?? null,
    characteristics,
  };
}

/**
 * The scorecard of a feature, judged anew when the stored one is older than a minute, older than the feature's last
 * change, or has run out. Throws `not_found` when the feature is gone.
 */
export async function getScorecard(
  feature: { id: number; changedAt: Date; lifecycle: Lifecycle },
  now: Date = new Date(),
): Promise<ScorecardAnswer> {
  const stored = await db().scorecard.findUnique({ where: { featureId: feature.id } });
  const fresh = stored && isFresh(stored, feature.changedAt, now);
  const card = fresh ? stored : await evaluateFeature(feature.id, now, { onlyIfNeeded: true });
  if (!card) throw new AppError("not_found", "There is no feature of that name.");
  return present(card, feature.lifecycle, now);
}

/**
 * The stored scorecards of many features by their id, in one query. What has run out is shown as stale. Features that
 * changed since, or were never judged, are judged first, ten at most; a feature without an entry was not judged yet.
 */
export async function listScorecards(
  featureIds: number[],
  now: Date = new Date(),
): Promise<Map<number, ScorecardAnswer>> {
  const features = await db().feature.findMany({
    where: { id: { in: featureIds } },
    select: { id: true, lifecycle: true, changedAt: true, scorecard: true },
  });
  const cards = new Map<number, ScorecardAnswer>();
  let judged = 0;
  for (const { id, lifecycle, changedAt, scorecard } of features) {
    const outdated = !scorecard || changedAt.getTime() + COMMIT_MARGIN_MS > scorecard.evaluatedAt.getTime();
    const judge = outdated && judged < JUDGED_IN_A_LIST;
    if (judge) judged += 1;
    const card = judge ? await evaluateFeature(id, now, { onlyIfNeeded: true }) : scorecard;
    if (card) cards.set(id, present(card, lifecycle, now));
  }
  return cards;
}
