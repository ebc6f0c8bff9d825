"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { callsOptions } from "#lib/telemetry/query-options";
import { callKey, mergeCalls } from "#lib/telemetry/tail-domain";
import { callColumnSpecs } from "./call-columns.tsx";
import { ExplorerTable } from "./explorer-table.tsx";
import { ListState } from "./list-state.tsx";
import type { Explorer } from "./use-explorer.ts";
import { type LiveTail, useLiveTail } from "./use-live-tail.ts";

type Props = {
  slug: string | null;
  explorer: Explorer;
  columns: readonly string[];
  /** All calls that pass, as far as rollups know. */
  total: number | null;
  live: boolean;
  /** What stands above the table, with the tail that it speaks of. */
  children: (tail: LiveTail) => React.ReactNode;
};

export function CallsList({ slug, explorer, columns, total, live, children }: Props) {
  const { view } = explorer;
  const options = callsOptions(slug, view);
  const client = useQueryClient();
  const query = useInfiniteQuery(options);
  const pages = query.data?.pages ?? [];
  const listed = pages.flatMap((page) => page.items);
  const tail = useLiveTail(
    live,
    slug,
    view,
    listed,
    () => void client.invalidateQueries({ queryKey: options.queryKey }),
  );
  const calls = live ? mergeCalls(listed, tail.rows) : listed;
  return (
    <>
      {children(tail)}
      <ListState
        query={query}
        noun="call"
        shown={calls.length}
        total={total}
        lookedBackTo={pages.at(-1)?.lookedBackTo ?? null}
        explorer={explorer}
      >
        <ExplorerTable
          caption="Calls, newest first"
          columns={columns.map((key) => [key, callColumnSpecs[key as keyof typeof callColumnSpecs]] as const)}
          rows={calls}
          keyOf={callKey}
          isNew={tail.isNew}
        />
      </ListState>
    </>
  );
}
