import { CostSkeleton } from "#components/cost/cost-skeleton";
import { Skeleton } from "#components/ui/skeleton";

export default function CostLoading() {
  return (
    <div className="flex flex-col gap-3">
      <div className="mb-1.5 flex h-8 items-center">
        <Skeleton className="h-8 w-96 max-w-full" />
      </div>
      <CostSkeleton />
    </div>
  );
}
