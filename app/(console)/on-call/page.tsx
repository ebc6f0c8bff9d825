import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { OnCallScreen } from "#components/on-call/on-call-screen";
import { canWriteForTeam } from "#lib/auth/domain";
import { readInstallation } from "#lib/auth/queries";
import { requireUser } from "#lib/auth/session";
import { queryClient } from "#lib/core/query-client";
import type { SearchParams } from "#lib/core/search-params";
import { onCallOptions } from "#lib/ownership/on-call/on-call-query-options";
import { getOnCall } from "#lib/ownership/on-call/rotation-queries";
import { rotationTeams } from "#lib/ownership/on-call/rotation-teams";

export const metadata: Metadata = { title: "On-call" };

export default async function OnCallPage({ searchParams }: { searchParams: SearchParams }) {
  const user = await requireUser();
  const [answer, teams, installation, search] = await Promise.all([
    getOnCall(user, new Date()),
    rotationTeams(),
    readInstallation(),
    searchParams,
  ]);
  const client = queryClient();
  client.setQueryData(onCallOptions().queryKey, answer);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OnCallScreen
        viewerId={user.id}
        teams={teams
          .filter((team) => canWriteForTeam(user, team.id))
          .map(({ slug, name }) => ({ slug, name }))}
        zone={installation.zone}
        creating={search.new === "1"}
      />
    </HydrationBoundary>
  );
}
