import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import {
  CharacteristicScreen,
  type CharacteristicScreenProps,
} from "#components/scorecard/characteristic-screen";
import { requireUser } from "#lib/auth/session";
import { orNotFound } from "#lib/core/or-not-found";
import { queryClient } from "#lib/core/query-client";
import { requireFeature } from "#lib/features/queries";
import { requirementsOf } from "#lib/scorecard/criteria";
import { getScorecard } from "#lib/scorecard/queries";
import { scorecardOptions } from "#lib/scorecard/query-options";

export type CharacteristicPageProps = {
  params: Promise<{ slug: string }>;
  characteristic: CharacteristicScreenProps["characteristic"];
};

/** The page of a characteristic that has no evidence of its own to show yet: its checks and what they require. */
export async function CharacteristicPage({ params, characteristic }: CharacteristicPageProps) {
  const user = await requireUser();
  const feature = await orNotFound(requireFeature(user, (await params).slug));
  const client = queryClient();
  client.setQueryData(scorecardOptions(feature.slug).queryKey, await getScorecard(feature));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CharacteristicScreen
        slug={feature.slug}
        characteristic={characteristic}
        requirements={requirementsOf(characteristic)}
      />
    </HydrationBoundary>
  );
}
