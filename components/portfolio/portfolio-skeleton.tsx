import { Skeleton, SkeletonHeader, SkeletonStats, SkeletonTable } from "#components/ui/skeleton";

/** The portfolio before its data: each part as high as what comes, so that nothing moves when it does. */
export function PortfolioSkeleton() {
  return (
    <>
      <SkeletonHeader />
      <div className="mb-4">
        <SkeletonStats />
      </div>
      <div className="mb-4 flex h-[30px] items-center gap-6 px-2 max-sm:h-10">
        <Skeleton className="w-32" />
        <Skeleton className="w-36 max-sm:hidden" />
      </div>
      <div className="mb-1.5 flex h-[30px] items-center max-sm:h-10">
        <Skeleton className="h-7 w-60" />
      </div>
      <div className="mb-1.5 flex h-[30px] items-center max-sm:h-10">
        <Skeleton className="w-24" />
      </div>
      <SkeletonTable rows={12} tall />
    </>
  );
}
