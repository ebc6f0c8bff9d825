import Link from "next/link";
import { statusWord } from "#components/ui/status";
import { StatusMark } from "#components/ui/status-mark";
import { Time } from "#components/ui/time";
import type { Characteristic } from "#lib/scorecard/domain";
import type { HistoryChange } from "#lib/scorecard/schema";
import { titleOfPath } from "./history-words.ts";

type Props = { change: HistoryChange; scorecard: readonly Characteristic[] };

/** One check that turned: from what to what, what it says since, and what turned it. */
export function HistoryChangeLine({ change, scorecard }: Props) {
  return (
    <li className="grid grid-cols-[20px_1fr] gap-x-1">
      <span className="pt-[3px]">
        <StatusMark status={change.to} iconOnly />
      </span>
      <div className="min-w-0">
        <p>
          {titleOfPath(change.id, scorecard)}{" "}
          <span className="text-text-2">
            {change.from ? `${statusWord[change.from]} to ${statusWord[change.to]}` : statusWord[change.to]}
          </span>
        </p>
        {change.from && change.because && <p className="break-words text-sm text-text-2">{change.because}</p>}
        {change.causes.length > 0 && (
          <ul className="text-sm text-text-2">
            {change.causes.map((cause) => (
              <Cause key={cause.words} cause={cause} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function Cause({ cause: { words, href, by } }: { cause: HistoryChange["causes"][number] }) {
  return (
    <li>
      <span className="text-text-3">Why: </span>
      {href ? (
        <Link
          href={href}
          className="rounded-sm underline decoration-line-strong underline-offset-2 hover:text-text"
        >
          {words}
        </Link>
      ) : (
        words
      )}
      {by && (
        <span className="text-text-3">
          , by {by.name}, <Time at={by.at} bare />
        </span>
      )}
    </li>
  );
}
