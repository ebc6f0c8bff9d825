import { ChartFrame } from "#components/charts/chart-frame";
import { Badge } from "#components/ui/badge";
import { formatClock, formatNumber, formatPercent, zoneName } from "#lib/core/format";
import type { FindingsAnswer, ObservedValue } from "#lib/versions/findings/findings-schema";

const kindWords = { release: "Release", model: "Model that answered", prompt: "Prompt" } as const;
const declaredWords = { yes: "declared", partly: "partly declared", no: "not declared" } as const;

const shareWords = ({ declared, declaredShare }: ObservedValue) =>
  declaredShare !== null && declared !== "no"
    ? `${formatPercent(declaredShare)} declared`
    : declaredWords[declared];

/** What telemetry carried, hour by hour and by share, beside whether it was declared. */
export function ObservedHours({ answer, zone }: { answer: FindingsAnswer; zone: string }) {
  const { observed, hours } = answer;
  const clocks = hourNames(hours, zone);
  const rows = observed.map((one) => [
    `${kindWords[one.what]} ${one.label}`,
    shareWords(one),
    formatNumber(one.calls),
    formatPercent(one.share),
    ...one.hours.map((calls) => formatNumber(calls)),
  ]);
  const head = ["What", "Declared", "Calls", "Share", ...clocks];
  const kinds = (Object.keys(kindWords) as (keyof typeof kindWords)[]).filter((kind) =>
    observed.some((one) => one.what === kind),
  );
  return (
    <ChartFrame
      caption={`Calls of each hour of ${zone.replaceAll("_", " ")} that carried it; the darker, the more of that hour's.`}
      legend={<Legend />}
      table={{ head, rows }}
    >
      <div className="flex flex-col gap-3">
        {kinds.map((kind) => (
          <section key={kind} aria-label={kindWords[kind]}>
            <h3 className="mb-1 text-sm text-text-2">{kindWords[kind]}</h3>
            {observed
              .filter((one) => one.what === kind)
              .map((one) => (
                <ValueRow key={one.value} value={one} totals={totalsOf(observed, kind)} clocks={clocks} />
              ))}
          </section>
        ))}
        <Axis clocks={clocks} />
      </div>
    </ChartFrame>
  );
}

/** "02:00"; with the zone's name where clocks change and an hour comes twice. */
function hourNames(hours: readonly string[], zone: string): string[] {
  const clocks = hours.map((hour) => formatClock(hour, zone));
  return clocks.map((clock, index) => {
    const twice = clocks.indexOf(clock) !== clocks.lastIndexOf(clock);
    return twice ? `${clock} ${zoneName(new Date(hours[index] ?? ""), zone)}` : clock;
  });
}

function totalsOf(observed: readonly ObservedValue[], kind: ObservedValue["what"]): number[] {
  const own = observed.filter((one) => one.what === kind);
  return (own[0]?.hours ?? []).map((_, hour) => own.reduce((sum, one) => sum + (one.hours[hour] ?? 0), 0));
}

const grid =
  "grid items-center gap-x-3 gap-y-1 sm:grid-cols-[176px_116px_96px_minmax(0,1fr)] max-sm:grid-cols-[1fr_auto]";

function ValueRow({
  value,
  totals,
  clocks,
}: {
  value: ObservedValue;
  totals: readonly number[];
  clocks: readonly string[];
}) {
  const most = Math.max(...value.hours);
  const peak = clocks[value.hours.indexOf(most)];
  const summary =
    value.calls === 0 ? "No calls" : `${formatNumber(value.calls)} calls, most in the hour of ${peak}`;
  return (
    <div className={`${grid} min-h-7 py-0.5`}>
      <span
        title={value.value ?? undefined}
        className={`truncate ${value.what === "release" && value.value ? "font-mono text-sm" : ""}`}
      >
        {value.label}
      </span>
      <span className="max-sm:text-right">
        <Badge tone={value.declared === "yes" ? "plain" : "stale"}>{shareWords(value)}</Badge>
      </span>
      <span className="whitespace-nowrap tnum sm:text-right">
        {formatNumber(value.calls)} <span className="text-text-2">{formatPercent(value.share)}</span>
      </span>
      <span role="img" aria-label={summary} className="flex h-5 gap-px max-sm:col-span-2">
        {value.hours.map((calls, hour) => (
          <Cell
            key={clocks[hour]}
            part={calls / Math.max(1, totals[hour] ?? 0)}
            title={`${clocks[hour]}: ${formatNumber(calls)} of ${formatNumber(totals[hour] ?? 0)} calls`}
            declared={value.declared !== "no"}
          />
        ))}
      </span>
    </div>
  );
}

/** Hours without a call are empty, not pale: nothing is not little. */
function Cell({ part, title, declared }: { part: number; title: string; declared: boolean }) {
  const tone = declared ? "bg-c1" : "bg-stale";
  return (
    <span title={title} className="relative flex-1 overflow-hidden rounded-[2px] bg-sunken">
      {part > 0 && <span className={`absolute inset-0 ${tone}`} style={{ opacity: 0.25 + 0.75 * part }} />}
    </span>
  );
}

function Axis({ clocks }: { clocks: readonly string[] }) {
  const marks = [0, 6, 12, 18].filter((hour) => hour < clocks.length);
  return (
    <div className={`${grid} -mt-2`} aria-hidden="true">
      <span className="relative col-start-4 h-4 text-text-3 text-xs tnum max-sm:col-span-2 max-sm:col-start-1">
        {marks.map((hour) => (
          <span key={hour} className="absolute" style={{ left: `${(hour / clocks.length) * 100}%` }}>
            {clocks[hour]}
          </span>
        ))}
      </span>
    </div>
  );
}

function Legend() {
  return (
    <>
      <Swatch tone="bg-c1">declared</Swatch>
      <Swatch tone="bg-stale">not declared</Swatch>
      <Swatch tone="bg-sunken border border-line">no call</Swatch>
    </>
  );
}

function Swatch({ tone, children }: { tone: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={`size-2.5 rounded-[2px] ${tone}`} />
      {children}
    </span>
  );
}
