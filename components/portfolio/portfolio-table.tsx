"use client";
import { SortHeadCell } from "#components/ui/sort-head-cell";
import { Table, TableBody, TableHead } from "#components/ui/table";
import { HeadCell } from "#components/ui/table-cell";
import type { PortfolioFeature, Sort } from "#lib/portfolio/schema";
import { PortfolioRow } from "./portfolio-row.tsx";

export type PortfolioTableProps = {
  rows: readonly PortfolioFeature[];
  sort: Sort;
  onSort: (sort: Sort) => void;
};

type Column = "name" | "met" | "cents" | "interactions";

export function PortfolioTable({ rows, sort, onSort }: PortfolioTableProps) {
  const head = (column: Column, label: string, numeric = false) => {
    const down: Sort = `-${column}`;
    // The first click on a figure asks for the largest, on a name for the first.
    const next: Sort = sort === column ? down : sort === down ? column : numeric ? down : column;
    const direction = sort === column ? "asc" : sort === down ? "desc" : null;
    return (
      <SortHeadCell direction={direction} numeric={numeric} onSort={() => onSort(next)}>
        {label}
      </SortHeadCell>
    );
  };
  return (
    <Table caption="Features" stacked>
      <TableHead>
        {head("name", "Feature")}
        <HeadCell>Six characteristics</HeadCell>
        {head("met", "Verdict")}
        {head("cents", "¢ per interaction", true)}
        <HeadCell>30 days</HeadCell>
        {head("interactions", "Interactions, 24 h", true)}
        <HeadCell>Accountable</HeadCell>
        <HeadCell>On call</HeadCell>
        <HeadCell>
          <span className="inline-block min-w-32">Next</span>
        </HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <PortfolioRow key={row.slug} row={row} />
        ))}
      </TableBody>
    </Table>
  );
}
