"use client";
import { SortHeadCell } from "#components/ui/sort-head-cell";
import { Table, TableHead } from "#components/ui/table";
import { ActionsHeadCell, HeadCell } from "#components/ui/table-cell";
import { cx } from "#lib/core/class-names";
import { groupOf } from "#lib/portfolio/arrange-domain";
import type { Grouping, PortfolioFeature, PortfolioGroup, Sort } from "#lib/portfolio/schema";
import { SelectHeadCell } from "./assign-cell.tsx";
import { GroupHeading } from "./group-heading.tsx";
import { PortfolioRow } from "./portfolio-row.tsx";
import { RowChunk } from "./row-chunk.tsx";

export type PortfolioTableProps = {
  rows: readonly PortfolioFeature[];
  /** What the rows are arranged by, and what the headings say; null unless they are. */
  grouped: { by: Grouping; groups: readonly PortfolioGroup[] } | null;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** Slugs of the rows whose details are shown. */
  open: ReadonlySet<string>;
  onToggle: (slug: string) => void;
};

type Column = "name" | "met" | "cents" | "interactions" | "stale";

/** Columns on which the first click asks for the largest: figures. */
const largestFirst: readonly Column[] = ["cents", "interactions", "met"];

/** The rows of each group that has any on the pages that were read; one nameless group when nothing groups them. */
function sections(rows: readonly PortfolioFeature[], grouped: PortfolioTableProps["grouped"]) {
  if (!grouped) return [{ key: "all", group: null, rows }];
  const byKey = Map.groupBy(rows, (row) => groupOf(row, grouped.by).key);
  return grouped.groups.flatMap((group) => {
    const found = byKey.get(group.key);
    return found ? [{ key: group.key, group, rows: found }] : [];
  });
}

/** As wide as what can stand in them, so that columns stand still whichever rows are drawn. The last one takes the rest. */
const widths = {
  name: "min-w-60 xl:min-w-[180px] min-[1600px]:min-w-[190px] min-[1800px]:min-w-[260px]",
  cells: "min-w-[143px]",
  verdict: "min-w-[182px]",
  cents: "min-w-[120px]",
  sparkline: "min-w-22 max-[1439px]:hidden",
  interactions: "min-w-26 max-[1439px]:hidden",
  person: "min-w-[150px]",
};

/** Rows that stay drawn, whatever is seen of them: a page and a half. */
const DRAWN = 150;
/** Rows that are folded and drawn together. As many, and not many more, come with the page: a tall window is full. */
const CHUNK = 25;

/** The rows of each section cut into chunks, each with how many rows of all sections are before it. */
function chunksOf(rows: readonly PortfolioFeature[], grouped: PortfolioTableProps["grouped"]) {
  let before = 0;
  return sections(rows, grouped).flatMap(({ key, group, rows: own }) =>
    Array.from({ length: Math.ceil(own.length / CHUNK) }, (_, index) => {
      const chunk = own.slice(index * CHUNK, (index + 1) * CHUNK);
      before += chunk.length;
      return {
        key: `${key} ${index}`,
        group: index === 0 ? group : null,
        chunk,
        before: before - chunk.length,
      };
    }),
  );
}

export function PortfolioTable({ rows, grouped, sort, onSort, open, onToggle }: PortfolioTableProps) {
  const head = (column: Column, label: string, className: string, numeric = false) => {
    const down: Sort = `-${column}`;
    const first = largestFirst.includes(column) ? down : column;
    const next: Sort = sort === first ? (first === down ? column : down) : first;
    const direction = sort === column ? "asc" : sort === down ? "desc" : null;
    return (
      <SortHeadCell direction={direction} numeric={numeric} onSort={() => onSort(next)} className={className}>
        {label}
      </SortHeadCell>
    );
  };
  return (
    <Table caption="Features" stacked>
      <TableHead>
        <SelectHeadCell />
        {head("name", "Feature", widths.name)}
        <HeadCell className={widths.cells}>Six characteristics</HeadCell>
        {head("met", "Verdict", widths.verdict)}
        {head("cents", "¢ / interaction", widths.cents, true)}
        <HeadCell className={widths.sparkline}>30 days</HeadCell>
        {head("interactions", "Interactions", widths.interactions, true)}
        {/* Narrower screens say it in the details: who is on call now matters more at a glance. */}
        <HeadCell className={cx(widths.person, "max-[1599px]:hidden")}>Accountable</HeadCell>
        <HeadCell className={widths.person}>On call</HeadCell>
        {head("stale", "Next", "min-w-29")}
        <ActionsHeadCell />
      </TableHead>
      {chunksOf(rows, grouped).map(({ key, group, chunk, before }) => (
        <RowChunk key={key} count={chunk.length} later={before >= CHUNK} folds={rows.length > DRAWN}>
          {group && <GroupHeading group={group} />}
          {chunk.map((row) => (
            <PortfolioRow key={row.slug} row={row} open={open.has(row.slug)} onToggle={onToggle} />
          ))}
        </RowChunk>
      ))}
    </Table>
  );
}
