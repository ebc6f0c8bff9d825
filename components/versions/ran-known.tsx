import { Digest } from "#components/ui/code-block";
import { Panel } from "#components/ui/panel";
import { formatDateTime, formatPercent } from "#lib/core/format";
import { clockIn, type DayClock, dayClock } from "#lib/versions/clock-domain";
import type { Belief, FindingsAnswer, KnownDifference } from "#lib/versions/findings/findings-schema";
import { lateness } from "./segment-words.ts";

const changeWords = {
  added: "Added since",
  changed: "Changed since",
  withdrawn: "Withdrawn since",
} as const;

/** What was known when the day ended beside what is known now, where they differ. */
export function KnownPanel({ answer, zone }: { answer: FindingsAnswer; zone: string }) {
  const { at, differences } = answer.knownThen;
  if (differences.length === 0) return null;
  const day = dayClock(answer.interval, zone);
  return (
    <Panel title="As known then beside as known now" aside={`Then is ${formatDateTime(at, zone)}`} flush>
      {differences.map((one) => (
        <DifferenceRow key={one.from} difference={one} day={day} />
      ))}
    </Panel>
  );
}

function DifferenceRow({ difference, day }: { difference: KnownDifference; day: DayClock }) {
  const { from, to, change, before, now } = difference;
  return (
    <div className="grid gap-x-4 gap-y-2 border-line border-b px-3.5 py-2.5 last:border-b-0 sm:grid-cols-[132px_1fr_1fr]">
      <div>
        <p className="whitespace-nowrap tnum">
          {clockIn(from, day)} to {clockIn(to, day)}
        </p>
        <p className="text-sm text-text-2">{changeWords[change]}</p>
      </div>
      <Side label="Known then" belief={before} from={from} zone={day.zone} />
      <Side label="Known now" belief={now} from={from} zone={day.zone} />
    </div>
  );
}

function Side({ label, belief, from, zone }: { label: string; belief: Belief; from: string; zone: string }) {
  const late = belief?.reportedAt ? lateness(from, belief.reportedAt) : null;
  return (
    <section aria-label={label} className="min-w-0">
      <h3 className="text-sm text-text-2">{label}</h3>
      {belief === null ? (
        <p className="text-text-2">Nothing was declared.</p>
      ) : (
        <>
          {belief.shares.map(({ release, weight }) => (
            <p key={release} className="flex items-center gap-2">
              <span className="w-14 tnum">{formatPercent(weight)}</span>
              <Digest value={release} />
            </p>
          ))}
          <p>{belief.reason}</p>
          {belief.reportedAt && (
            <p className="text-sm text-text-2">
              {belief.reportedBy}, {formatDateTime(belief.reportedAt, zone)}
              {late && `, ${late}`}
            </p>
          )}
        </>
      )}
    </section>
  );
}
