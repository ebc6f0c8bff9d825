import { Skeleton, SkeletonHeader, SkeletonRow, SkeletonStats, SkeletonTable } from "#components/ui/skeleton";

/** The portfolio before its data: each part as high as what comes, so that nothing moves when it does. */
export function PortfolioSkeleton() {
  return (
    <>
      <SkeletonHeader />
      <div className="mb-4">
        <SkeletonStats />
      </div>
      <SkeletonRow className="mb-4 gap-6 px-2">
        <Skeleton className="w-32" />
        <Skeleton className="w-36 max-sm:hidden" />
      </SkeletonRow>
      {["h-7 w-60", "w-24"].map((size) => (
        <SkeletonRow key={size} className="mb-1.5">
          <Skeleton className={size} />
        </SkeletonRow>
      ))}
      <SkeletonTable rows={12} tall />
    </>
  );
}
