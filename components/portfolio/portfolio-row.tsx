"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { Sparkline } from "#components/charts/sparkline";
import { OnCallPerson } from "#components/on-call/on-call-person";
import { Avatar } from "#components/ui/avatar";
import { Badge } from "#components/ui/badge";
import { SixCellStrip } from "#components/ui/six-cell-strip";
import { Row } from "#components/ui/table";
import { Cell, TwoLines } from "#components/ui/table-cell";
import { Verdict } from "#components/ui/verdict";
import { cx } from "#lib/core/class-names";
import { formatNumber, formatPercent } from "#lib/core/format";
import { formatCents } from "#lib/core/money";
import { isUnpriced } from "#lib/portfolio/domain";
import type { PortfolioFeature } from "#lib/portfolio/schema";
import { verdictWords } from "#lib/scorecard/domain";
import { SelectCell } from "./assign-cell.tsx";
import { NextCell } from "./next-cell.tsx";
import { RowDetail } from "./row-detail.tsx";

export type PortfolioRowProps = {
  row: PortfolioFeature;
  open: boolean;
  /** The same function for every row, so that a row is drawn again only when it changed. */
  onToggle: (slug: string) => void;
};

export const PortfolioRow = memo(function PortfolioRow({ row, open, onToggle }: PortfolioRowProps) {
  const second = [
    row.owner?.team.name ?? "No team",
    `${row.stakes}${row.stakes === "high" ? " stakes" : ""}`,
  ].join(" · ");
  const name = (
    <Link href={`/features/${row.slug}`} data-row-link={row.slug} className="rounded-sm hover:underline">
      {row.name}
    </Link>
  );
  return (
    <>
      <Row className={cx("sm:h-[55px]", open && "sm:border-b-0")}>
        <SelectCell slug={row.slug} name={row.name} />
        <Cell
          at="title"
          className="max-w-60 xl:max-w-[180px] min-[1600px]:max-w-[190px] min-[1800px]:max-w-[260px]"
        >
          <TwoLines
            first={name}
            second={
              <>
                {second}
                <span className="block truncate sm:hidden">{onCallWords(row.onCall)}</span>
              </>
            }
          />
        </Cell>
        <Cell at="end">
          <SixCellStrip cells={row.cells} />
        </Cell>
        <Cell at="line2" className="whitespace-nowrap">
          <Verdict verdict={row.verdict}>{verdictWords(row.verdict, row.lifecycle)}</Verdict>
          {row.eroded7d > 0 && (
            <span className="block text-sm text-unmet max-sm:ml-1.5 max-sm:inline">
              {row.eroded7d} eroded this week
            </span>
          )}
        </Cell>
        <Cell at="line2-end" numeric>
          <Cents row={row} />
          {row.centsPerInteraction !== null && !isUnpriced(row) && <span className="sm:hidden"> ¢</span>}
        </Cell>
        <Cell at="hide" className="max-[1439px]:hidden">
          <Sparkline values={row.sparkline} label={`Cents per interaction of ${row.name}, last 30 days`} />
        </Cell>
        <Cell at="hide" numeric className="max-[1439px]:hidden">
          {formatNumber(row.interactions24h)}
        </Cell>
        <Cell at="hide" className="max-w-[150px] max-[1599px]:hidden">
          <Avatar name={row.owner?.accountable?.name ?? null} withName />
        </Cell>
        <Cell at="hide" className="max-w-[150px]">
          <OnCallPerson onCall={row.onCall} />
        </Cell>
        <Cell at="hide" muted className="w-full min-w-29 max-w-0">
          <NextCell row={row} />
        </Cell>
        <Cell at="line2-end" className="px-0.5 max-sm:ml-0!">
          <button
            type="button"
            aria-expanded={open}
            aria-label={`Details of ${row.name}`}
            onClick={() => onToggle(row.slug)}
            className="grid size-7 place-items-center rounded-md text-text-3 hover:bg-line hover:text-text max-sm:size-9"
          >
            <ChevronRight size={14} aria-hidden="true" className={open ? "rotate-90" : undefined} />
          </button>
        </Cell>
      </Row>
      {open && (
        <Row quiet>
          <td colSpan={99} className="px-2.5 pb-3 max-sm:order-1 max-sm:block max-sm:w-full max-sm:px-0">
            <RowDetail row={row} />
          </td>
        </Row>
      )}
    </>
  );
});

/** The column of who is on call, for a screen that has no room for it. */
function onCallWords(onCall: PortfolioFeature["onCall"]): string {
  if (!onCall) return "No rotation";
  return onCall.person ? `${onCall.person.name} is on call` : "Nobody is on call";
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
