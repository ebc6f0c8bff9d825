import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CallsExplorer } from "#components/calls/calls-explorer";
import { FirstSpan } from "#components/telemetry/first-span";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import { orNotFound } from "#lib/core/or-not-found";
import { queryClient } from "#lib/core/query-client";
import type { SearchParams } from "#lib/core/search-params";
import { requireFeature } from "#lib/features/queries";
import { readTelemetryState } from "#lib/telemetry/queries";
import { listCalls, readCallFacets } from "#lib/telemetry/queries-calls";
import { CALLS_PER_PAGE, callsOptions } from "#lib/telemetry/query-options";
import { callView } from "#lib/telemetry/schema";

export const metadata: Metadata = { title: "Calls" };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: SearchParams;
};

export default async function FeatureCallsPage({ params, searchParams }: Props) {
  const user = await requireUser();
  const feature = await orNotFound(requireFeature(user, (await params).slug));
  const state = await readTelemetryState(feature.id, new Date());
  if (state.firstSpanAt === null) {
    return <FirstSpan slug={feature.slug} baseUrl={publicUrl()} teaches="each call" />;
  }
  const view = callView.parse(await searchParams);
  const [page, facets] = await Promise.all([
    listCalls(feature, view, { limit: CALLS_PER_PAGE }),
    readCallFacets(feature.id),
  ]);
  const client = queryClient();
  client.setQueryData(callsOptions(feature.slug, view).queryKey, { pages: [page], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CallsExplorer slug={feature.slug} facets={facets} />
    </HydrationBoundary>
  );
}
