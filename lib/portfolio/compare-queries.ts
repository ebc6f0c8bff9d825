import "server-only";
import type { Principal } from "#lib/auth/domain";
import { addDays } from "#lib/core/time";
import { ceilHour } from "#lib/cost/domain";
import { readLatency } from "#lib/cost/read-latency";
import { latencyQuery } from "#lib/cost/schema";
import { requireFeatureRow } from "#lib/features/queries";
import { getScorecard } from "#lib/scorecard/queries";
import { runningNow } from "#lib/versions/queries";
import type { ComparedFeature } from "./compare-domain.ts";
import { getPortfolioFeature } from "./queries.ts";

/** A feature as a comparison shows it, with the latency of its last 7 days. Throws `not_found`. */
export async function readCompared(principal: Principal, slug: string, now: Date): Promise<ComparedFeature> {
  const row = await requireFeatureRow(principal, slug);
  const to = ceilHour(now);
  const { characteristics } = await getScorecard(row, now);
  const [feature, latency, running] = await Promise.all([
    getPortfolioFeature(principal, slug, now),
    readLatency(row.id, { ...latencyQuery.parse({}), from: addDays(to, -7), to }, now),
    runningNow(row.id, "production"),
  ]);
  return { feature, characteristics, latency: latency.durationMs, running };
}
