"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useViewerZone } from "#components/ui/time";
import { formatDateTime } from "#lib/core/format";
import { formatCents } from "#lib/core/money";
import type { InteractionPage } from "#lib/telemetry/explorer-answers-schema";
import { interactionsOptions } from "#lib/telemetry/query-options";
import { orderLabels } from "./call-words.ts";
import { ExplorerTable } from "./explorer-table.tsx";
import { interactionColumnSpecs } from "./interaction-columns.tsx";
import { ListState } from "./list-state.tsx";
import type { Explorer } from "./use-explorer.ts";

type Props = { slug: string | null; explorer: Explorer; columns: readonly string[] };

export function InteractionsList({ slug, explorer, columns }: Props) {
  const { view } = explorer;
  const zone = useViewerZone();
  const query = useInfiniteQuery(interactionsOptions(slug, view));
  const pages = query.data?.pages ?? [];
  const last = pages.at(-1);
  const order = (view.order ?? "newest") as keyof typeof orderLabels;
  return (
    <>
      {order !== "newest" && last && (
        <p className="mb-1.5 text-sm text-text-2">{limitWords(order, last, zone)}</p>
      )}
      <ListState
        query={query}
        noun="interaction"
        shown={pages.reduce((sum, page) => sum + page.items.length, 0)}
        total={null}
        lookedBackTo={order === "newest" ? (last?.lookedBackTo ?? null) : null}
        explorer={explorer}
      >
        <ExplorerTable
          caption={`Interactions, ${orderLabels[order]}`}
          columns={columns.map(
            (key) => [key, interactionColumnSpecs[key as keyof typeof interactionColumnSpecs]] as const,
          )}
          rows={pages.flatMap((page) => page.items)}
          keyOf={(row) => `${row.feature.slug} ${row.environment} ${row.id}`}
        />
      </ListState>
    </>
  );
}

/** What an order by cost or duration can promise. */
function limitWords(order: "dearest" | "slowest", page: InteractionPage, zone: string): string {
  if (order === "slowest") {
    return page.lookedBackTo === null
      ? "The slowest of the period."
      : `The slowest of the newest 30,000 interactions, those since ${formatDateTime(page.lookedBackTo, zone)}: choose a shorter period to see further back.`;
  }
  const unpriced = "Interactions with an unpriced call have no whole cost and are left out.";
  return page.completeAboveCents === null
    ? `The dearest of the period. ${unpriced}`
    : `The dearest of the period; below ${formatCents(page.completeAboveCents)} ¢ some are missing, choose a shorter period to see them. ${unpriced}`;
}
