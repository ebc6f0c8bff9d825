import { SkeletonPanel } from "#components/ui/skeleton";

export default function FeatureLoading() {
  return (
    <div className="grid grid-cols-1 items-start gap-3 lg:grid-cols-[minmax(0,1fr)_320px]">
      <div className="grid min-w-0 gap-3">
        <SkeletonPanel lines={8} />
        <SkeletonPanel lines={8} />
      </div>
      <div className="grid min-w-0 gap-3">
        <SkeletonPanel lines={6} />
        <SkeletonPanel lines={4} />
      </div>
    </div>
  );
}
