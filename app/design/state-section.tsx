"use client";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { LoadMore } from "#components/ui/load-more";
import { Panel, SectionHeading } from "#components/ui/panel";
import { Progress } from "#components/ui/progress";
import {
  SkeletonChart,
  SkeletonHeader,
  SkeletonPanel,
  SkeletonStats,
  SkeletonTable,
} from "#components/ui/skeleton";
import { Spinner } from "#components/ui/spinner";

export function StateSection() {
  return (
    <section className="flex flex-col gap-3">
      <SectionHeading title="Empty, error, loading" />
      <div className="grid gap-3 lg:grid-cols-2">
        <Panel flush>
          <EmptyState
            title="No calls yet"
            command="npx threshold release --file threshold.yaml"
            commandTitle="Shell"
            actions={
              <span className="inline-flex items-center gap-2 text-text-2">
                <Spinner /> Waiting for the first span
              </span>
            }
          >
            Point an exporter at this address; the first span appears here by itself.
          </EmptyState>
        </Panel>
        <Panel flush>
          <ErrorState id="req_7d1c90" onRetry={() => {}} />
        </Panel>
      </div>
      <Progress label="Replaying calls" value={64} note="12,400 of 19,366" />
      <Progress label="Verifying the chain" value={null} />
      <LoadMore shown="100 of 19,366 calls" hasMore onMore={() => {}} />
      <SkeletonHeader />
      <SkeletonStats />
      <div className="grid gap-3 lg:grid-cols-2">
        <SkeletonPanel />
        <Panel title="Chart">
          <SkeletonChart height={120} />
        </Panel>
      </div>
      <SkeletonTable rows={3} tall />
    </section>
  );
}
