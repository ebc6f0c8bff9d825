import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CharacteristicScreen } from "#components/scorecard/characteristic-screen";
import { requireUser } from "#lib/auth/session";
import { orNotFound } from "#lib/core/or-not-found";
import { queryClient } from "#lib/core/query-client";
import { requireFeature } from "#lib/features/queries";
import { requirementsOf } from "#lib/scorecard/criteria";
import { getScorecard } from "#lib/scorecard/queries";
import { scorecardOptions } from "#lib/scorecard/query-options";

export const metadata: Metadata = { title: "Quality" };

export default async function QualityPage({ params }: { params: Promise<{ slug: string }> }) {
  const user = await requireUser();
  const feature = await orNotFound(requireFeature(user, (await params).slug));
  const client = queryClient();
  client.setQueryData(scorecardOptions(feature.slug).queryKey, await getScorecard(feature));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CharacteristicScreen
        slug={feature.slug}
        characteristic="quality"
        requirements={requirementsOf("quality")}
      />
    </HydrationBoundary>
  );
}
