import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { compareParams } from "#components/portfolio/compare-params";
import { CompareScreen } from "#components/portfolio/compare-screen";
import type { ComparedFeature } from "#components/portfolio/compared-feature";
import type { Principal } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { AppError } from "#lib/core/errors";
import { addDays } from "#lib/core/time";
import { ceilHour } from "#lib/cost/domain";
import { readLatency } from "#lib/cost/read-latency";
import { latencyQuery } from "#lib/cost/schema";
import { listFeatureRows, requireFeatureRow } from "#lib/features/queries";
import { getPortfolioFeature } from "#lib/portfolio/queries";
import { getScorecard } from "#lib/scorecard/queries";
import { runningNow } from "#lib/versions/queries";

export const metadata: Metadata = { title: "Compare" };

const loadParams = createLoader(compareParams);

/** One side, or null where the address names no feature that there is. */
async function readSide(user: Principal, slug: string, now: Date): Promise<ComparedFeature | null> {
  if (slug === "") return null;
  try {
    const row = await requireFeatureRow(user, slug);
    const to = ceilHour(now);
    const { characteristics } = await getScorecard(row, now);
    const [feature, latency, running] = await Promise.all([
      getPortfolioFeature(user, slug, now),
      readLatency(row.id, { ...latencyQuery.parse({}), from: addDays(to, -7), to }, now),
      runningNow(row.id, "production"),
    ]);
    return { feature, characteristics, latency: latency.durationMs, running };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}

export default async function ComparePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const { a, b } = await loadParams(searchParams);
  const now = new Date();
  const [features, left, right] = await Promise.all([
    listFeatureRows(user),
    readSide(user, a, now),
    readSide(user, b, now),
  ]);
  return (
    <CompareScreen
      features={features.map(({ slug, name, team }) => ({ slug, name, team: team?.name ?? null }))}
      left={left}
      right={right}
    />
  );
}
