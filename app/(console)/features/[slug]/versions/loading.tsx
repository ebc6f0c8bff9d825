import { SkeletonChart, SkeletonHeader, SkeletonTable } from "#components/ui/skeleton";

export default function VersionsLoading() {
  return (
    <>
      <SkeletonHeader />
      <SkeletonChart height={210} />
      <SkeletonTable rows={4} />
    </>
  );
}
