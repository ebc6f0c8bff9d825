import { Panel } from "#components/ui/panel";
import {
  Skeleton,
  SkeletonChart,
  SkeletonPanel,
  SkeletonStats,
  SkeletonTable,
} from "#components/ui/skeleton";

/** The cost screen while it loads, of the size of what comes. */
export function CostSkeleton() {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex h-5 items-center">
        <Skeleton className="w-96 max-w-full" />
      </div>
      <SkeletonStats count={6} />
      <Panel title="Cents per interaction">
        <SkeletonChart height={272} />
      </Panel>
      <Panel title="Where the cost goes">
        <SkeletonChart height={252} />
        <SkeletonTable rows={4} />
      </Panel>
      <SkeletonPanel lines={5} />
    </div>
  );
}
