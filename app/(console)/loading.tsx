import { SkeletonHeader, SkeletonTable } from "#components/ui/skeleton";

export default function ConsoleLoading() {
  return (
    <>
      <SkeletonHeader />
      <SkeletonTable rows={10} />
    </>
  );
}
