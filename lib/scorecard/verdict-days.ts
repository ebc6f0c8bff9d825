import "server-only";
import { z } from "zod";
import { dayOf } from "#lib/core/calendar";
import { db, type Transaction } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import type { Lifecycle, Verdict } from "./domain.ts";

export type Standing = { featureId: number; lifecycle: Lifecycle; verdict: Verdict; met: number };

/** Keeps how a feature stands today (UTC): the last judgement of a day is what the day says. A card says it, so a day without one is a gap. */
export async function keepVerdictDay(tx: Transaction, standing: Standing, now: Date): Promise<void> {
  const { featureId, lifecycle, verdict, met } = standing;
  await tx.$executeRaw`
    INSERT INTO verdict_day AS old (day, feature_id, lifecycle, verdict, met)
    VALUES (${dayOf(now, "UTC")}::date, ${featureId}, ${lifecycle}::lifecycle, ${verdict}, ${met}::smallint)
    ON CONFLICT (day, feature_id) DO UPDATE
      SET lifecycle = excluded.lifecycle, verdict = excluded.verdict, met = excluded.met
      WHERE (old.lifecycle, old.verdict, old.met) IS DISTINCT FROM (excluded.lifecycle, excluded.verdict, excluded.met)`;
}

const counted = z.object({
  week: z.number(),
  /** YYYY-MM-DD, the newest day of the week that was judged; null for a week that nobody judged. */
  day: z.string().nullable(),
  /** Judged in the week, and not retired on the newest of their days in it. */
  features: z.number(),
  productionGrade: z.number(),
  approaching: z.number(),
  byAccident: z.number(),
  notInProduction: z.number(),
});
export type VerdictWeek = z.infer<typeof counted>;

/**
 * How the features stood at the end of each of `weeks` weeks of seven UTC days, the oldest first; the last one ends
 * today. Of one feature when `featureId` is given. Each feature counts as on its own newest judged day of the week: when
 * only some were judged on the last day, the others stand as they did before. One that was retired then counts no more.
 */
export async function countVerdictWeeks(
  featureId: number | null,
  weeks: number,
  now: Date,
): Promise<VerdictWeek[]> {
  const first = dayOf(addDays(now, -7 * weeks), "UTC");
  const rows = await db().$queryRaw`
    SELECT week, to_char(c.day, 'YYYY-MM-DD') AS day, c.features, c."productionGrade", c.approaching,
      c."byAccident", c."notInProduction"
    FROM generate_series(0, ${weeks}::int - 1) AS week CROSS JOIN LATERAL (
      SELECT max(v.day) AS day,
        (count(*) FILTER (WHERE v.lifecycle <> 'retired'))::int AS features,
        (count(*) FILTER (WHERE v.lifecycle <> 'retired' AND v.verdict = 'production_grade'))::int AS "productionGrade",
        (count(*) FILTER (WHERE v.lifecycle <> 'retired' AND v.verdict = 'approaching'))::int AS "approaching",
        (count(*) FILTER (WHERE v.lifecycle <> 'retired' AND v.verdict = 'by_accident'))::int AS "byAccident",
        (count(*) FILTER (WHERE v.lifecycle <> 'retired' AND v.verdict = 'not_in_production'))::int AS "notInProduction"
      FROM (
        SELECT DISTINCT ON (feature_id) day, lifecycle, verdict FROM verdict_day
        WHERE day > ${first}::date + week * 7 AND day <= ${first}::date + (week + 1) * 7
          AND (${featureId}::int IS NULL OR feature_id = ${featureId}::int)
        ORDER BY feature_id, day DESC
      ) AS v
    ) AS c ORDER BY week`;
  return z.array(counted).parse(rows);
}
