import "server-only";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { Lifecycle, Scorecard } from "#prisma/client";
import { aged, metCount, verdictOf } from "./domain.ts";
import { evaluateFeature } from "./evaluate-feature.ts";
import { isFresh } from "./freshness.ts";
import { characteristics as characteristicsSchema, type ScorecardAnswer } from "./schema.ts";

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
