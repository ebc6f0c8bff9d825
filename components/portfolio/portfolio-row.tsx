"use client";
import Link from "next/link";
import { Sparkline } from "#components/charts/sparkline";
import { OnCallPerson } from "#components/on-call/on-call-person";
import { Avatar } from "#components/ui/avatar";
import { Badge } from "#components/ui/badge";
import { SixCellStrip } from "#components/ui/six-cell-strip";
import { Row } from "#components/ui/table";
import { Cell, TwoLines } from "#components/ui/table-cell";
import { Verdict } from "#components/ui/verdict";
import { formatNumber, formatPercent } from "#lib/core/format";
import { formatCents } from "#lib/core/money";
import { isUnpriced } from "#lib/portfolio/domain";
import type { PortfolioFeature } from "#lib/portfolio/schema";
import { mainClause, verdictWords } from "#lib/scorecard/domain";

export function PortfolioRow({ row }: { row: PortfolioFeature }) {
  const second = [
    row.owner?.team.name ?? "No team",
    `${row.stakes}${row.stakes === "high" ? " stakes" : ""}`,
  ].join(" · ");
  const name = (
    <Link href={`/features/${row.slug}`} className="rounded-sm hover:underline">
      {row.name}
    </Link>
  );
  return (
    <Row className="sm:h-[55px]">
      <Cell at="title" className="max-w-[240px]">
        <TwoLines first={name} second={second} />
      </Cell>
      <Cell at="end">
        <SixCellStrip cells={row.cells} />
      </Cell>
      <Cell at="line2" className="whitespace-nowrap">
        <Verdict verdict={row.verdict}>{verdictWords(row.verdict, row.lifecycle)}</Verdict>
      </Cell>
      <Cell at="line2-end" numeric>
        <Cents row={row} />
        {row.centsPerInteraction !== null && !isUnpriced(row) && <span className="sm:hidden"> ¢</span>}
      </Cell>
      <Cell at="hide">
        <Sparkline values={row.sparkline} label={`Cents per interaction of ${row.name}, last 30 days`} />
      </Cell>
      <Cell at="hide" numeric>
        {formatNumber(row.interactions24h)}
      </Cell>
      <Cell at="hide">
        <Avatar name={row.owner?.accountable?.name ?? null} withName />
      </Cell>
      <Cell at="hide">
        <OnCallPerson onCall={row.onCall} />
      </Cell>
      <Cell at="hide" muted className="w-full max-w-0">
        <Next row={row} />
      </Cell>
    </Row>
  );
}

function Cents({ row }: { row: PortfolioFeature }) {
  if (isUnpriced(row)) {
    const title =
      row.centsPerInteraction === null
        ? undefined
        : `Fully priced interactions: ${formatCents(row.centsPerInteraction)} ¢`;
    return (
      <span title={title}>
        <Badge tone="outline">unpriced {formatPercent(row.unpricedShare24h ?? 0)}</Badge>
      </span>
    );
  }
  if (row.centsPerInteraction !== null) return formatCents(row.centsPerInteraction);
  return (
    <span className="text-sm text-text-3">
      {row.lastTelemetryAt === null ? "no telemetry" : "none in 24 h"}
    </span>
  );
}

/** The most urgent check in its own words; they lead to the screen that would make it met. */
function Next({ row }: { row: PortfolioFeature }) {
  const { next } = row;
  if (!next) return row.met === 6 ? "Every check is met" : "Not judged yet";
  const words = mainClause(next.because);
  return (
    <span className="line-clamp-2 leading-4" title={`${next.title}: ${next.because}`}>
      {next.fix ? (
        <Link href={next.fix.href} className="rounded-sm hover:text-text hover:underline">
          {words}
        </Link>
      ) : (
        words
      )}
    </span>
  );
}
