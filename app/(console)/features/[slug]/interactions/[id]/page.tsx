import type { Metadata } from "next";
import { InteractionScreen } from "#components/calls/interaction-screen";
import { canWriteFeature } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { orNotFound } from "#lib/core/or-not-found";
import type { SearchParams } from "#lib/core/search-params";
import { tokenRatesOf } from "#lib/cost/token-rates";
import { requireFeature } from "#lib/features/queries";
import { readInteractionFeedback } from "#lib/telemetry/read/queries-feedback";
import { readInteraction } from "#lib/telemetry/read/queries-interaction";
import { interactionQuery } from "#lib/telemetry/schema";
import { spansOf, subjectOf } from "#lib/telemetry/subject-domain";
import { declaredBetween } from "#lib/versions/declared";

export const metadata: Metadata = { title: "Interaction" };

type Props = {
  params: Promise<{ slug: string; id: string }>;
  searchParams: SearchParams;
};

export default async function InteractionPage({ params, searchParams }: Props) {
  const user = await requireUser();
  const { slug, id } = await params;
  const feature = await orNotFound(requireFeature(user, slug));
  const { environment } = await searchParams;
  const query = interactionQuery.pick({ environment: true }).safeParse({ environment });
  const interaction = await orNotFound(
    readInteraction(user, feature, decodeURIComponent(id), { ...query.data, content: false }),
  );
  const { startedAt, endedAt } = interaction;
  const [said, declared] = await Promise.all([
    readInteractionFeedback(user, feature, subjectOf(interaction), false),
    declaredBetween(feature.id, interaction.environment, startedAt, endedAt),
  ]);
  const calls = spansOf(interaction.tree).flatMap(({ call }) => (call ? [call] : []));
  return (
    <InteractionScreen
      slug={feature.slug}
      interaction={interaction}
      said={said}
      declared={declared}
      rates={tokenRatesOf(calls, new Date(startedAt))}
      mayGive={canWriteFeature(user, feature)}
      keepsComments={feature.contentPolicy !== "none"}
    />
  );
}
