"use client";
import { Button } from "./button.tsx";

export type LoadMoreProps = {
  /** "100 of 19,366 calls". */
  shown: string;
  hasMore: boolean;
  pending?: boolean;
  onMore: () => void;
};

/** Lists page by cursor: there is no page number, only more. */
export function LoadMore({ shown, hasMore, pending = false, onMore }: LoadMoreProps) {
  return (
    <div className="flex min-h-12 items-center justify-between gap-3 px-2.5 text-sm text-text-2">
      <span aria-live="polite" className="tnum">
        {shown}
      </span>
      {hasMore && (
        <Button onClick={onMore} pending={pending} size="sm">
          Load more
        </Button>
      )}
    </div>
  );
}
