import Link from "next/link";
import type { ReactNode } from "react";
import { OnCallPerson } from "#components/on-call/on-call-person";
import { Avatar } from "#components/ui/avatar";
import { Digest } from "#components/ui/code-block";
import { Panel } from "#components/ui/panel";
import { SixCellStrip } from "#components/ui/six-cell-strip";
import { Time } from "#components/ui/time";
import { Verdict } from "#components/ui/verdict";
import { formatDuration, formatNumber, formatPercent } from "#lib/core/format";
import { formatCents } from "#lib/core/money";
import type { ComparedFeature } from "#lib/portfolio/compare-domain";
import { subjectOf } from "#lib/portfolio/next-domain";
import { verdictWords } from "#lib/scorecard/domain";

type Fact = { label: string; of: (side: ComparedFeature) => ReactNode };

const none = (words: string) => <span className="text-text-3">{words}</span>;
const cents = (value: number | null) =>
  value === null ? none("no priced traffic") : `${formatCents(value)} ¢`;
const duration = (ms: number | null) => (ms === null ? none("no calls") : formatDuration(ms));

const facts: readonly Fact[] = [
  {
    label: "Verdict",
    of: ({ feature }) => (
      <Verdict verdict={feature.verdict}>{verdictWords(feature.verdict, feature.lifecycle)}</Verdict>
    ),
  },
  { label: "Why", of: ({ feature }) => feature.sentence.rest },
  { label: "Stakes", of: ({ feature }) => `${feature.stakes}, ${feature.lifecycle}` },
  { label: "Owner", of: ({ feature }) => feature.owner?.team.name ?? none("no team") },
  {
    label: "Accountable",
    of: ({ feature }) => <Avatar name={feature.owner?.accountable?.name ?? null} withName />,
  },
  { label: "On call now", of: ({ feature }) => <OnCallPerson onCall={feature.onCall} /> },
  { label: "Cents per interaction, 24 h", of: ({ feature }) => cents(feature.centsPerInteraction) },
  { label: "Cents per interaction, 30 days", of: ({ feature }) => cents(feature.centsPerInteraction30d) },
  {
    label: "Calls without a price, 24 h",
    of: ({ feature }) =>
      feature.unpricedShare24h === null ? none("no billable calls") : formatPercent(feature.unpricedShare24h),
  },
  { label: "Interactions, 24 h", of: ({ feature }) => formatNumber(feature.interactions24h) },
  { label: "Call latency, median, 7 days", of: ({ latency }) => duration(latency.p50) },
  { label: "Call latency, p95, 7 days", of: ({ latency }) => duration(latency.p95) },
  { label: "Running in production", of: ({ running }) => <Running segment={running} /> },
  {
    label: "Goes stale next",
    of: ({ feature: { nextStale } }) =>
      nextStale === null ? (
        none("nothing falls due")
      ) : (
        <>
          {subjectOf(nextStale)}, <Time at={nextStale.at} precision="day" />
        </>
      ),
  },
  {
    label: "Eroded this week",
    of: ({ feature }) => (feature.eroded7d === 0 ? none("none") : formatNumber(feature.eroded7d)),
  },
];

function Running({ segment }: { segment: ComparedFeature["running"] }) {
  if (!segment) return none("nobody has declared it");
  return segment.shares.map((share) => (
    <span key={share.release} className="block">
      <Digest value={share.release} /> {formatPercent(share.weight, 0)}
      <span className="block text-sm text-text-2">
        {share.artifacts.map((one) => `${one.name} ${one.version}`).join(", ")}
      </span>
    </span>
  ));
}

type Props = { left: ComparedFeature | null; right: ComparedFeature | null };

/** What the two are, owe and cost. */
export function CompareFacts({ left, right }: Props) {
  const sides = [left, right] as const;
  return (
    <Panel flush>
      <table className="w-full border-collapse text-left max-sm:text-sm">
        <caption className="sr-only">The two features in figures</caption>
        <colgroup>
          <col className="w-[24%]" />
          <col className="w-[38%]" />
          <col className="w-[38%]" />
        </colgroup>
        <thead>
          <tr className="border-line border-b">
            <td className="px-3.5 py-2.5 max-sm:px-2" />
            {sides.map((side, index) => (
              <th key={index === 0 ? "a" : "b"} scope="col" className="px-3.5 py-2.5 align-top max-sm:px-2">
                {side ? (
                  <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
                    <Link href={`/features/${side.feature.slug}`} className="rounded-sm hover:underline">
                      {side.feature.name}
                    </Link>
                    <span className="max-sm:hidden">
                      <SixCellStrip cells={side.feature.cells} />
                    </span>
                  </span>
                ) : (
                  <span className="font-normal text-text-3">Not chosen</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facts.map(({ label, of }) => (
            <tr key={label} className="border-line border-b last:border-b-0">
              <th scope="row" className="px-3.5 py-1.5 align-top font-normal text-text-2 max-sm:px-2">
                {label}
              </th>
              {sides.map((side, index) => (
                <td
                  key={index === 0 ? "a" : "b"}
                  className="break-words px-3.5 py-1.5 align-top tnum max-sm:px-2"
                >
                  {side ? of(side) : none("–")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
