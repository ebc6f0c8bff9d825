import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CallsExplorer } from "#components/calls/calls-explorer";
import { UnregisteredList } from "#components/calls/unregistered-services";
import { PageHeader } from "#components/ui/page-header";
import { canRegisterFeature } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { queryClient } from "#lib/core/query-client";
import type { SearchParams } from "#lib/core/search-params";
import { listFeatureRows } from "#lib/features/queries";
import { listUnregisteredServices } from "#lib/telemetry/queries";
import { listAllCalls, readCallFacets } from "#lib/telemetry/queries-calls";
import { CALLS_PER_PAGE, callsOptions } from "#lib/telemetry/query-options";
import { callView, UNREGISTERED } from "#lib/telemetry/schema";

export const metadata: Metadata = { title: "Calls" };

type Props = { searchParams: SearchParams };

export default async function CallsPage({ searchParams }: Props) {
  const user = await requireUser();
  const features = (await listFeatureRows(user)).map(({ slug, name }) => ({ slug, name }));
  const { feature: asked, ...filters } = callView.parse(await searchParams);
  const feature = asked === UNREGISTERED || features.some(({ slug }) => slug === asked) ? asked : undefined;
  const [page, facets, unregistered] = await Promise.all([
    listAllCalls(user, { feature, ...filters }, { limit: CALLS_PER_PAGE }),
    readCallFacets(null),
    listUnregisteredServices(user),
  ]);
  const client = queryClient();
  const { queryKey } = callsOptions(null, { feature, ...filters });
  client.setQueryData(queryKey, { pages: [page], pageParams: [null] });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Portfolio", href: "/" }, { label: "Calls" }]}
        title="Calls"
        sentence="Each span that did work: models, embeddings, reranking and tools, of all features, newest first."
      />
      {unregistered.items.length > 0 && (
        <UnregisteredList services={unregistered.items} mayRegister={canRegisterFeature(user)} />
      )}
      <HydrationBoundary state={dehydrate(client)}>
        <CallsExplorer slug={null} facets={facets} features={features} />
      </HydrationBoundary>
    </>
  );
}
