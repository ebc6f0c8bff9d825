import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { OnCallPanel } from "#components/on-call/on-call-panel";
import { OwnerPanel } from "#components/ownership/owner-panel";
import { OwnershipChecks } from "#components/ownership/ownership-checks";
import { Runbook } from "#components/ownership/runbook";
import { canChangeContacts, canWriteFeature } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import { orNotFound } from "#lib/core/or-not-found";
import { queryClient } from "#lib/core/query-client";
import { presentFeature } from "#lib/features/present";
import { listOwnerTeams, requireFeatureRow } from "#lib/features/queries";
import { featureOnCallOptions } from "#lib/ownership/on-call/on-call-query-options";
import { featureOnCall } from "#lib/ownership/on-call/rotation-queries";
import { listRevisions, newestRevision, owningTeam } from "#lib/ownership/queries";
import {
  REVISIONS_PAGE,
  revisionOptions,
  revisionsOptions,
  runbookLinksOptions,
  runbookTestsOptions,
  TESTS_PAGE,
} from "#lib/ownership/query-options";
import { linksOfNewest } from "#lib/ownership/runbook/link-queries";
import { listRunbookTests, mayRecordTest } from "#lib/ownership/runbook/runbook-test-queries";
import { requirementsOf } from "#lib/scorecard/criteria";
import { getScorecard } from "#lib/scorecard/queries";
import { scorecardOptions } from "#lib/scorecard/query-options";

export const metadata: Metadata = { title: "Ownership" };

export default async function OwnershipPage({ params }: { params: Promise<{ slug: string }> }) {
  const user = await requireUser();
  const row = await orNotFound(requireFeatureRow(user, (await params).slug));
  const now = new Date();
  const [card, team, teams, newest, revisions, tests, links, onCall, canTest] = await Promise.all([
    getScorecard(row),
    owningTeam(row.teamId),
    listOwnerTeams(),
    newestRevision(row.id),
    listRevisions(row.id, { limit: REVISIONS_PAGE }),
    listRunbookTests(row.id, { limit: TESTS_PAGE }),
    linksOfNewest(row.id),
    featureOnCall(row, now),
    mayRecordTest(user, row, now),
  ]);
  const canWrite = canWriteFeature(user, row);
  const mayReach = team !== null && canChangeContacts(user, row.teamId);
  const client = queryClient();
  client.setQueryData(scorecardOptions(row.slug).queryKey, card);
  client.setQueryData(featureOnCallOptions(row.slug).queryKey, onCall);
  client.setQueryData(revisionsOptions(row.slug).queryKey, { pages: [revisions], pageParams: [null] });
  client.setQueryData(runbookTestsOptions(row.slug).queryKey, { pages: [tests], pageParams: [null] });
  if (links) client.setQueryData(runbookLinksOptions(row.slug).queryKey, links);
  if (newest) client.setQueryData(revisionOptions(row.slug, newest.number).queryKey, newest);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <div className="grid gap-4">
        <div className="grid gap-4 md:grid-cols-2">
          <OwnerPanel
            feature={presentFeature(row)}
            team={team}
            teams={teams}
            canWrite={canWrite}
            canReach={mayReach}
          />
          <OnCallPanel
            feature={{ slug: row.slug, name: row.name }}
            team={row.team?.slug ?? null}
            canWrite={canWrite}
          />
        </div>
        <OwnershipChecks slug={row.slug} requirements={requirementsOf("ownership")} />
        <Runbook
          feature={{ slug: row.slug, name: row.name, team: row.team?.name ?? null }}
          canWrite={canWrite}
          canTest={canTest}
          baseUrl={publicUrl()}
        />
      </div>
    </HydrationBoundary>
  );
}
