import { Disclosure } from "#components/ui/disclosure";
import { Panel } from "#components/ui/panel";
import { formatCount, formatDateTime, formatNumber, formatPercent } from "#lib/core/format";
import type { Effect, EffectsAnswer } from "#lib/versions/effects/effects-schema";
import { EffectTable } from "./effect-table.tsx";

type Props = { answer: EffectsAnswer; zone: string };

/** What the changes near the day did to traffic, cost, failures and latency. */
export function EffectsPanel({ answer, zone }: Props) {
  const { effects, interval, leastInteractions, level, comparisons, intervalLevel } = answer;
  const inDay = ({ at }: Effect) => at >= interval.from && Date.parse(at) < Date.parse(interval.to);
  const moved = ({ metrics }: Effect) =>
    metrics.some((one) => one.verdict === "higher" || one.verdict === "lower");
  return (
    <Panel title="What the changes near this day did" flush>
      {effects.length === 0 ? (
        <p className="px-3.5 py-3 text-text-2">
          Nothing changed within a week of this day, and no change before it is known.
        </p>
      ) : (
        <div className="divide-y divide-line">
          {effects.map((effect) => (
            <div key={`${effect.kind} ${effect.at}`} className="px-3.5 py-1.5">
              <Disclosure
                open={inDay(effect) || moved(effect) || effects.length === 1}
                summary={<Summary effect={effect} zone={zone} />}
              >
                <EffectBody effect={effect} zone={zone} />
              </Disclosure>
            </div>
          ))}
          <p className="px-3.5 py-2 text-sm text-text-2">
            A difference counts when its interval leaves zero out. It takes {leastInteractions} interactions
            on each side, for cost as many that have a price. {comparisons} comparisons are shown, so that
            each has its interval at {formatPercent(intervalLevel, 2)}: all of them hold together at{" "}
            {formatPercent(level)} (Bonferroni). Shares: Newcombe's interval; cost and latency: the spread of
            the histograms that are kept of each hour and day, calls of one interaction counting once.
          </p>
        </div>
      )}
    </Panel>
  );
}

function Summary({ effect, zone }: { effect: Effect; zone: string }) {
  const { at, kind, label, sentence } = effect;
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <span className="whitespace-nowrap text-text-2 tnum">{formatDateTime(at, zone)}</span>
      <span className="font-semibold">{label}</span>
      <span className="text-sm text-text-2">{kind === "model" ? "observed" : "deployed"}</span>
      <span className="basis-full">{sentence}</span>
    </span>
  );
}

function EffectBody({ effect, zone }: { effect: Effect; zone: string }) {
  const { before, after, windowHours, note, reason, reportedBy, metrics } = effect;
  const day = { zoneName: false } as const;
  return (
    <>
      {reason && (
        <p className="text-text-2">
          {reason}
          {reportedBy && ` (${reportedBy})`}
        </p>
      )}
      {before && after && windowHours !== null && (
        <p className="text-text-2">
          {hoursWords(windowHours)} before ({formatDateTime(before.from, zone, day)} to{" "}
          {formatDateTime(before.to, zone, day)}: {formatCount(before.interactions, "interaction")},{" "}
          {formatCount(before.calls, "call")}) and as long after ({formatDateTime(after.from, zone, day)} to{" "}
          {formatDateTime(after.to, zone, day)}: {formatCount(after.interactions, "interaction")},{" "}
          {formatCount(after.calls, "call")}).
        </p>
      )}
      {note && <p className="text-text-2">{note}</p>}
      {metrics.length > 0 && <EffectTable metrics={metrics} caption={`${effect.label}: before and after`} />}
    </>
  );
}

function hoursWords(hours: number): string {
  if (hours % 24 === 0) return formatCount(hours / 24, "day");
  return `${formatNumber(hours)} hours`;
}
