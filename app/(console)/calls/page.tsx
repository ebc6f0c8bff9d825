import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CallsExplorer } from "#components/calls/calls-explorer";
import { UnregisteredList } from "#components/calls/unregistered-services";
import { PageHeader } from "#components/ui/page-header";
import { canRegisterFeature } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import type { SearchParams } from "#lib/core/search-params";
import { listFeatureRows } from "#lib/features/queries";
import { screenView } from "#lib/telemetry/filters-schema";
import { listUnregisteredServices } from "#lib/telemetry/queries";
import { UNREGISTERED } from "#lib/telemetry/schema";
import { readAllForScreen } from "#lib/telemetry/screen";

export const metadata: Metadata = { title: "Calls" };

type Props = { searchParams: SearchParams };

export default async function CallsPage({ searchParams }: Props) {
  const user = await requireUser();
  const asked = screenView(await searchParams);
  const features = await listFeatureRows(user);
  const known = asked.feature === UNREGISTERED || features.some(({ slug }) => slug === asked.feature);
  const [client, unregistered] = await Promise.all([
    // A feature that there is not stays in the address; the list itself says so.
    asked.feature === undefined || known ? readAllForScreen(user, asked) : null,
    listUnregisteredServices(user),
  ]);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Portfolio", href: "/" }, { label: "Calls" }]}
        title="Calls"
        sentence="Each unit of customer work and each span that did it, of all features: models, embeddings, reranking and tools."
      />
      {unregistered.items.length > 0 && (
        <UnregisteredList services={unregistered.items} mayRegister={canRegisterFeature(user)} />
      )}
      <HydrationBoundary state={client && dehydrate(client)}>
        <CallsExplorer slug={null} />
      </HydrationBoundary>
    </>
  );
}
