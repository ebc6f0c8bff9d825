import { cx } from "#lib/core/class-names";

/** A bar of the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx("skeleton-pulse block h-3 rounded-sm bg-line", className)} />;
}

/** A row as high as the controls that come into it. */
export function SkeletonRow({ children, className }: { children: React.ReactNode; className?: string }) {
  return <div className={cx("flex h-[30px] items-center max-sm:h-10", className)}>{children}</div>;
}

function Loading({ children, className }: { children: React.ReactNode; className?: string | undefined }) {
  return (
    <div role="status" aria-label="Loading" className={className}>
      {children}
    </div>
  );
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

export function SkeletonTable({ rows = 8, tall = false }: { rows?: number; tall?: boolean }) {
  return (
    <Loading>
      <div className="h-9 border-line border-b" />
      {numbers(rows).map((row) => (
        <div
          key={row}
          className={cx("flex items-center gap-6 border-line border-b px-2.5", tall ? "h-14" : "h-9")}
        >
          <Skeleton className="w-1/5" />
          <Skeleton className="w-28" />
          <Skeleton className="w-1/6 max-sm:hidden" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </Loading>
  );
}

export function SkeletonPanel({ lines = 4 }: { lines?: number }) {
  return (
    <Loading className="rounded-lg border border-line bg-surface shadow-sm">
      <div className="flex h-10 items-center border-line border-b px-3.5">
        <Skeleton className="w-32" />
      </div>
      <div className="flex flex-col gap-3 px-3.5 py-4">
        {numbers(lines).map((line) => (
          <Skeleton key={line} className={line % 2 ? "w-3/5" : "w-4/5"} />
        ))}
      </div>
    </Loading>
  );
}

export function SkeletonChart({ height = 200 }: { height?: number }) {
  return (
    <Loading>
      <span aria-hidden="true" className="skeleton-pulse block rounded-md bg-sunken" style={{ height }} />
    </Loading>
  );
}

export function SkeletonStats({ count = 4 }: { count?: number }) {
  return (
    <Loading className="grid grid-flow-col auto-cols-fr rounded-lg border border-line bg-surface max-sm:grid-flow-row max-sm:grid-cols-2">
      {numbers(count).map((cell) => (
        <div key={cell} className="flex h-[88px] flex-col justify-center gap-2.5 px-4">
          <Skeleton className="w-24" />
          <Skeleton className="h-5 w-20" />
          <Skeleton className="w-28" />
        </div>
      ))}
    </Loading>
  );
}

export function SkeletonHeader() {
  return (
    <Loading className="mb-4">
      <div className="flex h-[30px] items-center">
        <Skeleton className="w-24" />
      </div>
      <div className="mt-3 flex h-[30px] items-center">
        <Skeleton className="h-5 w-64" />
      </div>
      <div className="mt-0.5 flex h-5 items-center">
        <Skeleton className="w-96 max-w-full" />
      </div>
    </Loading>
  );
}
