import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import type { Principal } from "#lib/auth/domain";
import { queryClient } from "#lib/core/query-client";
import { allCallFilters, allInteractionsQuery, type ExplorerView, summaryView } from "./filters-schema.ts";
import { callSummaryOptions, callsOptions, interactionsOptions, ROWS_PER_PAGE } from "./query-options.ts";
import { summariseAllCalls, summariseCalls } from "./read/queries-call-summary.ts";
import { listAllCalls, listCalls } from "./read/queries-calls.ts";
import { listAllInteractions, listInteractions } from "./read/queries-interactions.ts";

const first = { limit: ROWS_PER_PAGE };

function keep(client: QueryClient, queryKey: readonly unknown[], page: unknown): void {
  client.setQueryData(queryKey, { pages: [page], pageParams: [null] });
}

/** What the explorer of all features asks for first, read on the server, as the browser will look for it. */
export async function readAllForScreen(principal: Principal, view: ExplorerView): Promise<QueryClient> {
  const client = queryClient();
  const counts = summaryView(view);
  const summary = summariseAllCalls(principal, allCallFilters.parse(counts));
  if (view.level === "calls") {
    const page = await listAllCalls(principal, allCallFilters.parse(view), first);
    keep(client, callsOptions(null, view).queryKey, page);
  } else {
    const { columns: _, cursor: __, limit: ___, format: ____, ...filters } = allInteractionsQuery.parse(view);
    keep(
      client,
      interactionsOptions(null, view).queryKey,
      await listAllInteractions(principal, filters, first),
    );
  }
  client.setQueryData(callSummaryOptions(null, counts).queryKey, await summary);
  return client;
}

/** The same for one feature's explorer. */
export async function readForScreen(
  feature: { id: number; slug: string; name: string },
  view: ExplorerView,
): Promise<QueryClient> {
  const client = queryClient();
  const counts = summaryView(view);
  const { feature: _, ...filters } = allCallFilters.parse(counts);
  const summary = summariseCalls(feature, filters);
  if (view.level === "calls") {
    const { feature: __, ...asked } = allCallFilters.parse(view);
    keep(client, callsOptions(feature.slug, view).queryKey, await listCalls(feature, asked, first));
  } else {
    const {
      columns: _c,
      cursor: _r,
      limit: _l,
      format: _f,
      feature: _s,
      ...asked
    } = allInteractionsQuery.parse(view);
    const page = await listInteractions(feature, asked, first);
    keep(client, interactionsOptions(feature.slug, view).queryKey, page);
  }
  client.setQueryData(callSummaryOptions(feature.slug, counts).queryKey, await summary);
  return client;
}
