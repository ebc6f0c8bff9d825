import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CostScreen } from "#components/cost/cost-screen";
import { FirstSpan } from "#components/telemetry/first-span";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import { orNotFound } from "#lib/core/or-not-found";
import { queryClient } from "#lib/core/query-client";
import type { SearchParams } from "#lib/core/search-params";
import { DAY_MS } from "#lib/core/time";
import { rangeOf } from "#lib/cost/domain";
import { costOptions } from "#lib/cost/query-options";
import { readCost } from "#lib/cost/read-cost";
import { costQuery, costView } from "#lib/cost/schema";
import { requireFeature } from "#lib/features/queries";
import { readTelemetryState } from "#lib/telemetry/queries";
import { listDeployments, listEnvironments } from "#lib/versions/queries";

export const metadata: Metadata = { title: "Cost" };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: SearchParams;
};

export default async function CostPage({ params, searchParams }: Props) {
  const user = await requireUser();
  const feature = await orNotFound(requireFeature(user, (await params).slug));
  const now = new Date();
  const state = await readTelemetryState(feature.id, now);
  if (state.firstSpanAt === null) {
    return <FirstSpan slug={feature.slug} baseUrl={publicUrl()} teaches="what one interaction costs" />;
  }
  const view = costView.parse(await searchParams);
  const zone = view.tz ?? "UTC";
  const { from, to, grain } = rangeOf(view.range, zone, now);
  const query = costQuery.parse({ environment: view.environment, tz: zone, grain, split: view.by });
  const [report, environments, deployments] = await Promise.all([
    readCost(feature.id, { ...query, from, to }, now),
    listEnvironments(feature.id),
    listDeployments(feature.id, view.environment, new Date(now.getTime() - 92 * DAY_MS), now),
  ]);
  const client = queryClient();
  client.setQueryData(costOptions(feature.slug, view, zone).queryKey, report);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CostScreen
        slug={feature.slug}
        unit={feature.unitLabel ?? "interaction"}
        environments={environments}
        deployments={deployments.map(({ id, effectiveAt, name, reason }) => ({
          id,
          effectiveAt,
          name,
          reason,
        }))}
      />
    </HydrationBoundary>
  );
}
