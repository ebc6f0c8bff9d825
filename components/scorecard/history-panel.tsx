"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CsvLink } from "#components/ui/csv-link";
import { Disclosure } from "#components/ui/disclosure";
import { ErrorState } from "#components/ui/error-state";
import { LoadMore } from "#components/ui/load-more";
import { Panel } from "#components/ui/panel";
import { SkeletonPanel } from "#components/ui/skeleton";
import { Time } from "#components/ui/time";
import { formatCount } from "#lib/core/format";
import type { Characteristic } from "#lib/scorecard/domain";
import { historyCsvHref, scorecardHistoryOptions, scorecardOptions } from "#lib/scorecard/query-options";
import type { HistoryEntry } from "#lib/scorecard/schema";
import { HistoryChangeLine } from "./history-change.tsx";
import { isFirst, scoreWords, tellingChanges } from "./history-words.ts";

/** Of one judgement; the rest is folded. */
const SHOWN = 3;

/** Which checks turned when, from what to what, and what turned them. */
export function HistoryPanel({ slug }: { slug: string }) {
  const query = useInfiniteQuery(scorecardHistoryOptions(slug));
  const { data: card } = useQuery(scorecardOptions(slug));
  if (query.isPending) return <SkeletonPanel lines={8} />;
  if (!query.data)
    return (
      <ErrorState
        error={query.error}
        onRetry={() => void query.refetch()}
        pending={query.isFetching}
        title="The history could not be read"
      />
    );
  const entries = query.data.pages.flatMap((page) => page.items);
  return (
    <Panel
      title="History of the score"
      aside={<CsvLink href={historyCsvHref(slug)} of="the history" />}
      id="history"
      flush
    >
      {entries.length === 0 ? (
        <p className="px-3.5 py-3 text-text-2">It has not been judged yet.</p>
      ) : (
        <>
          <ol>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} scorecard={card?.characteristics ?? []} />
            ))}
          </ol>
          <div data-no-print="">
            <LoadMore
              shown={`${formatCount(entries.length, "change")}${query.hasNextPage ? ", the newest" : ""}`}
              hasMore={query.hasNextPage}
              pending={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </div>
        </>
      )}
    </Panel>
  );
}

function Entry({ entry, scorecard }: { entry: HistoryEntry; scorecard: readonly Characteristic[] }) {
  const changes = tellingChanges(entry);
  return (
    <li className="grid gap-x-4 gap-y-1 border-line border-b px-3.5 py-2.5 sm:grid-cols-[152px_1fr]">
      <div className="text-text-2">
        <Time at={entry.at} bare />
        <div className="text-sm tnum">{scoreWords(entry)}</div>
      </div>
      <div className="min-w-0">
        {isFirst(entry) && (
          <p className="text-text-2">
            Judged for the first time{changes.length > 0 ? "; found met:" : "; nothing was met."}
          </p>
        )}
        <Changes changes={changes.slice(0, SHOWN)} scorecard={scorecard} />
        {changes.length > SHOWN && (
          <Disclosure
            summary={
              <span className="text-text-2">and {formatCount(changes.length - SHOWN, "more check")}</span>
            }
          >
            <Changes changes={changes.slice(SHOWN)} scorecard={scorecard} />
          </Disclosure>
        )}
      </div>
    </li>
  );
}

function Changes({
  changes,
  scorecard,
}: Pick<HistoryEntry, "changes"> & { scorecard: readonly Characteristic[] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {changes.map((change) => (
        <HistoryChangeLine key={change.id} change={change} scorecard={scorecard} />
      ))}
    </ul>
  );
}
