import "server-only";
import { z } from "zod";
import { dayOf } from "#lib/core/calendar";
import { db, type Transaction } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { Prisma } from "#prisma/client";
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
  const ofFeature = featureId === null ? Prisma.empty : Prisma.sql`AND feature_id = ${featureId}`;
  // Nearly all stand on the newest day of a week; only the others are looked for, day by day backwards.
  const rows = await db().$queryRaw`
    WITH newest AS MATERIALIZED (
      SELECT week, ${first}::date + week * 7 AS before, (
        SELECT max(day) FROM verdict_day
        WHERE day > ${first}::date + week * 7 AND day <= ${first}::date + (week + 1) * 7 ${ofFeature}
      ) AS day
      FROM generate_series(0, ${weeks}::int - 1) AS week
    ), on_newest AS MATERIALIZED (
      SELECT n.week, v.feature_id, v.lifecycle, v.verdict
      FROM newest n JOIN verdict_day v ON v.day = n.day ${ofFeature}
    ), standing AS (
      SELECT week, lifecycle, verdict FROM on_newest
      UNION ALL
      SELECT n.week, v.lifecycle, v.verdict
      FROM (
        SELECT n.week, n.before, n.day, f.id
        FROM newest n CROSS JOIN feature f
          LEFT JOIN on_newest o ON o.week = n.week AND o.feature_id = f.id
        WHERE n.day IS NOT NULL AND o.feature_id IS NULL
      ) AS n CROSS JOIN LATERAL (
        SELECT d.lifecycle, d.verdict
        FROM generate_series(1, n.day - n.before - 1) AS back
          JOIN verdict_day d ON d.day = n.day - back AND d.feature_id = n.id ${ofFeature}
        ORDER BY back LIMIT 1
      ) AS v
    )
    SELECT n.week, to_char(n.day, 'YYYY-MM-DD') AS day,
      (count(s.verdict) FILTER (WHERE s.lifecycle <> 'retired'))::int AS features,
      (count(*) FILTER (WHERE s.lifecycle <> 'retired' AND s.verdict = 'production_grade'))::int AS "productionGrade",
      (count(*) FILTER (WHERE s.lifecycle <> 'retired' AND s.verdict = 'approaching'))::int AS "approaching",
      (count(*) FILTER (WHERE s.lifecycle <> 'retired' AND s.verdict = 'by_accident'))::int AS "byAccident",
      (count(*) FILTER (WHERE s.lifecycle <> 'retired' AND s.verdict = 'not_in_production'))::int AS "notInProduction"
    FROM newest n LEFT JOIN standing s ON s.week = n.week
    GROUP BY n.week, n.day ORDER BY n.week`;
  return z.array(counted).parse(rows);
}
