import { useInfiniteQuery } from "@tanstack/react-query";
import type { StripCell } from "#components/ui/status";
import { portfolioOptions } from "#lib/portfolio/query-options";
import type { ShellData } from "./shell-data.tsx";

/** The layout does not wait for scorecards; they are read when the palette opens, as the portfolio reads them. */
export function useStripCells(data: ShellData): Map<string, readonly StripCell[]> {
  const known = data.features.every((feature) => feature.cells);
  const { data: list } = useInfiniteQuery({ ...portfolioOptions({}), enabled: !known });
  const read = list?.pages.flatMap((page) => page.items) ?? [];
  return new Map(
    [...read, ...data.features].flatMap(({ slug, cells }) => (cells ? [[slug, cells] as const] : [])),
  );
}
