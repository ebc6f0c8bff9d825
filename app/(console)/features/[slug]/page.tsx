import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CostAside } from "#components/cost/cost-aside";
import { HistoryPanel } from "#components/scorecard/history-panel";
import { OwnerAside } from "#components/scorecard/owner-aside";
import { RunningAside } from "#components/scorecard/running-aside";
import { ScorecardPanels } from "#components/scorecard/scorecard-panels";
import { TimePanel } from "#components/scorecard/time-panel";
import { FirstSpan } from "#components/telemetry/first-span";
import { HistoryProgress } from "#components/telemetry/history-progress";
import { PanelBoundary } from "#components/ui/panel-boundary";
import { canWriteFeature } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import { orNotFound } from "#lib/core/or-not-found";
import { queryClient } from "#lib/core/query-client";
import { addDays } from "#lib/core/time";
import { costOptions } from "#lib/cost/query-options";
import { readCost } from "#lib/cost/read-cost";
import { costQuery } from "#lib/cost/schema";
import { presentFeature } from "#lib/features/present";
import { requireFeatureRow } from "#lib/features/queries";
import { onCallNow } from "#lib/ownership/on-call/on-call-queries";
import { newestRevision } from "#lib/ownership/queries";
import { listScorecardHistory } from "#lib/scorecard/history-queries";
import { getScorecard } from "#lib/scorecard/queries";
import { HISTORY_PAGE, scorecardHistoryOptions, scorecardOptions } from "#lib/scorecard/query-options";
import { readTelemetryState } from "#lib/telemetry/queries";
import { telemetryStateOptions } from "#lib/telemetry/query-options";
import { listDeployments, runningNow } from "#lib/versions/queries";

export const metadata: Metadata = { title: "Scorecard" };

const environment = "production";

export default async function ScorecardPage({ params }: { params: Promise<{ slug: string }> }) {
  const user = await requireUser();
  const feature = await orNotFound(requireFeatureRow(user, (await params).slug));
  const now = new Date();
  const card = await getScorecard(feature, now);
  const [history, telemetry, running, deployments, runbook, onCall, cost] = await Promise.all([
    listScorecardHistory(feature.id, { limit: HISTORY_PAGE }),
    readTelemetryState(feature.id, now),
    runningNow(feature.id, environment),
    listDeployments(feature.id, environment, addDays(now, -31), now),
    newestRevision(feature.id),
    onCallNow([feature.id], now),
    readCost(feature.id, costQuery.parse({ environment }), now),
  ]);
  const { slug } = feature;
  const client = queryClient();
  client.setQueryData(scorecardOptions(slug).queryKey, card);
  client.setQueryData(telemetryStateOptions(slug).queryKey, telemetry);
  client.setQueryData(scorecardHistoryOptions(slug).queryKey, { pages: [history], pageParams: [null] });
  client.setQueryData(costOptions(slug, { range: "30d", environment }, "UTC").queryKey, cost);
  const seen = telemetry.firstSpanAt !== null;
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <div className="grid grid-cols-1 items-start gap-3 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 grid-cols-1 gap-3">
          {!seen && <FirstSpan slug={slug} baseUrl={publicUrl()} teaches="its score from evidence" />}
          <HistoryProgress slug={slug} />
          <PanelBoundary title="Scorecard">
            <ScorecardPanels slug={slug} />
          </PanelBoundary>
          <div data-no-print="" className="grid min-w-0 grid-cols-1 gap-3">
            <PanelBoundary title="What changed and what followed">
              <TimePanel slug={slug} />
            </PanelBoundary>
            <PanelBoundary title="History of the score">
              <HistoryPanel slug={slug} />
            </PanelBoundary>
          </div>
        </div>
        <aside aria-label="At a glance" className="grid min-w-0 gap-3 print:grid-cols-2 print:items-start">
          {seen && (
            <PanelBoundary title="¢ per interaction">
              <CostAside
                slug={slug}
                deployments={deployments.map(({ effectiveAt, name }) => ({ effectiveAt, name }))}
              />
            </PanelBoundary>
          )}
          <RunningAside slug={slug} segment={running} mayRollBack={canWriteFeature(user, feature)} />
          <OwnerAside
            slug={slug}
            owner={presentFeature(feature).owner}
            runbook={runbook}
            onCall={onCall.get(feature.id) ?? null}
          />
        </aside>
      </div>
    </HydrationBoundary>
  );
}
