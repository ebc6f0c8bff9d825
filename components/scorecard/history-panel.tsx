"use client";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "#components/ui/panel";
import { SkeletonPanel } from "#components/ui/skeleton";
import { statusWord } from "#components/ui/status";
import { StatusMark } from "#components/ui/status-mark";
import { Time } from "#components/ui/time";
import { verdictWord } from "#components/ui/verdict";
import { formatCount } from "#lib/core/format";
import type { Characteristic } from "#lib/scorecard/domain";
import { scorecardHistoryOptions, scorecardOptions } from "#lib/scorecard/query-options";
import type { HistoryEntry } from "#lib/scorecard/schema";
import { isFirst, tellingChanges, titleOfPath } from "./history-words.ts";

/** Which checks turned when: the history of the score. */
export function HistoryPanel({ slug }: { slug: string }) {
  const { data } = useQuery(scorecardHistoryOptions(slug));
  const { data: card } = useQuery(scorecardOptions(slug));
  if (!data) return <SkeletonPanel lines={4} />;
  return (
    <Panel title="History of the score" aside={formatCount(data.items.length, "change")} id="history">
      {data.items.length === 0 ? (
        <p className="text-text-2">It has not been judged yet.</p>
      ) : (
        <ol className="flex flex-col gap-3">
          {data.items.map((entry) => (
            <Entry key={entry.id} entry={entry} scorecard={card?.characteristics ?? []} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Entry({ entry, scorecard }: { entry: HistoryEntry; scorecard: readonly Characteristic[] }) {
  const changes = tellingChanges(entry);
  return (
    <li className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[180px_1fr]">
      <div className="text-text-2">
        <Time at={entry.at} />
        <div className="text-sm">
          {entry.met} of 6, {verdictWord[entry.verdict].toLowerCase()}
        </div>
      </div>
      <div className="min-w-0">
        {isFirst(entry) && (
          <p className="text-text-2">
            Judged for the first time{changes.length > 0 ? "; found met:" : "; nothing was met."}
          </p>
        )}
        <ul className="flex flex-col gap-0.5">
          {changes.map((change) => (
            <li key={change.id} className="flex flex-wrap items-center gap-x-2">
              <StatusMark status={change.to} />
              <span>{titleOfPath(change.id, scorecard)}</span>
              {change.from && <span className="text-sm text-text-2">was {statusWord[change.from]}</span>}
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}
