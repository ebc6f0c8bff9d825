import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cache, type ReactNode } from "react";
import { FeatureHeader } from "#components/features/feature-header";
import { canWriteFeature } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import { orNotFound } from "#lib/core/or-not-found";
import { queryClient } from "#lib/core/query-client";
import { requireFeature } from "#lib/features/queries";
import { getPortfolioFeature } from "#lib/portfolio/queries";
import { featureOptions } from "#lib/portfolio/query-options";

type Props = { params: Promise<{ slug: string }> };

const readFeature = cache(async (slug: string) => {
  const user = await requireUser();
  return { user, feature: await orNotFound(requireFeature(user, slug)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { feature } = await readFeature((await params).slug);
  return { title: { template: `%s · ${feature.name} · Threshold`, default: `${feature.name} · Threshold` } };
}

export default async function FeatureLayout({ params, children }: Props & { children: ReactNode }) {
  const { user, feature } = await readFeature((await params).slug);
  const client = queryClient();
  client.setQueryData(
    featureOptions(feature.slug).queryKey,
    await getPortfolioFeature(user, feature.slug, new Date()),
  );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FeatureHeader slug={feature.slug} canWrite={canWriteFeature(user, feature)} baseUrl={publicUrl()} />
      {children}
    </HydrationBoundary>
  );
}
