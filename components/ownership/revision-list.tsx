"use client";
import Link from "next/link";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { Time } from "#components/ui/time";
import { cx } from "#lib/core/class-names";
import type { RevisionHead } from "#lib/ownership/schema";

export type RevisionListProps = {
  /** Newest first. */
  revisions: readonly RevisionHead[];
  shown: number;
  hasMore: boolean;
  pending: boolean;
  onMore: () => void;
};

/** Who changed the runbook when and why. Each revision has an address of its own. */
export function RevisionList({ revisions, shown, hasMore, pending, onMore }: RevisionListProps) {
  return (
    <Panel title="Revisions" flush>
      <ol className="divide-y divide-line">
        {revisions.map((revision) => {
          const here = revision.number === shown;
          return (
            <li
              key={revision.number}
              className={cx("relative px-3.5 py-2 hover:bg-sunken", here && "bg-sunken")}
            >
              <div className="flex items-baseline justify-between gap-2">
                <Link
                  href={`?revision=${revision.number}`}
                  scroll={false}
                  aria-current={here ? "true" : undefined}
                  className={cx("rounded-sm after:absolute after:inset-0", here && "font-semibold")}
                >
                  Revision {revision.number}
                </Link>
                <code className="font-mono text-sm text-text-3" title={revision.digest}>
                  {revision.digest.slice(0, 12)}
                </code>
              </div>
              {revision.note && <div className="break-words text-text-2">{revision.note}</div>}
              <div className="flex items-baseline justify-between gap-2 text-sm text-text-2">
                <span>
                  {revision.author}, <Time at={revision.createdAt} />
                </span>
                {revision.number > 1 && (
                  <Link
                    href={`?revision=${revision.number}&compare=${revision.number - 1}`}
                    scroll={false}
                    aria-label={`Changes of revision ${revision.number}`}
                    className="relative z-10 rounded-sm font-semibold text-accent hover:underline"
                  >
                    Changes
                  </Link>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {hasMore && (
        <div className="border-line border-t px-3.5 py-2">
          <Button size="sm" onClick={onMore} pending={pending}>
            Load more
          </Button>
        </div>
      )}
    </Panel>
  );
}
