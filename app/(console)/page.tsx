import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { PortfolioScreen } from "#components/portfolio/portfolio-screen";
import { portfolioParams, searchOf } from "#components/portfolio/search-params";
import { canRegisterFeature, mayCall } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import { queryClient } from "#lib/core/query-client";
import { listOwnerTeams } from "#lib/features/queries";
import { readChanges, readTrend } from "#lib/portfolio/changes-queries";
import { listPortfolio, readEvidence } from "#lib/portfolio/queries";
import {
  changesOptions,
  PORTFOLIO_PAGE,
  portfolioOptions,
  portfolioSearch,
  trendOptions,
} from "#lib/portfolio/query-options";
import { portfolioQuery } from "#lib/portfolio/schema";

export const metadata: Metadata = { title: "Portfolio" };

const loadParams = createLoader(portfolioParams);

export default async function PortfolioPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const params = await loadParams(searchParams);
  const search = searchOf(params);
  const now = new Date();
  const query = portfolioQuery.parse({
    ...Object.fromEntries(portfolioSearch(search)),
    limit: PORTFOLIO_PAGE,
  });
  const evidence = readEvidence(user, now);
  // What stands behind a name that nobody opened is read when somebody does.
  const [page, teams, trend, changes] = await Promise.all([
    listPortfolio(user, query, now, evidence),
    listOwnerTeams(),
    params.show === "trend" ? readTrend(user, now) : null,
    params.show === "eroded" || params.show === "stale" ? readChanges(user, now, evidence) : null,
  ]);
  const client = queryClient();
  if (trend) client.setQueryData(trendOptions().queryKey, trend);
  if (changes) client.setQueryData(changesOptions().queryKey, changes);
  client.setQueryData(portfolioOptions(search).queryKey, { pages: [page], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PortfolioScreen
        teams={teams}
        canRegister={canRegisterFeature(user)}
        canAssign={mayCall(user, "write")}
        baseUrl={publicUrl()}
      />
    </HydrationBoundary>
  );
}
