import { SkeletonHeader, SkeletonTable } from "#components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <SkeletonHeader />
      <SkeletonTable rows={8} tall />
    </>
  );
}
