import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { compareParams } from "#components/portfolio/compare-params";
import { CompareScreen } from "#components/portfolio/compare-screen";
import type { Principal } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { AppError } from "#lib/core/errors";
import { listFeatureRows } from "#lib/features/queries";
import type { ComparedFeature } from "#lib/portfolio/compare-domain";
import { readCompared } from "#lib/portfolio/compare-queries";

export const metadata: Metadata = { title: "Compare" };

const loadParams = createLoader(compareParams);

/** One side, or null where the address names no feature that there is. */
async function readSide(user: Principal, slug: string, now: Date): Promise<ComparedFeature | null> {
  if (slug === "") return null;
  try {
    return await readCompared(user, slug, now);
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
