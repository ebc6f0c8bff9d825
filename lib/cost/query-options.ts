import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { CostQuestion } from "./cost-href.ts";
import type { CostReport, LatencyReport } from "./schema.ts";

/** Days of a zone need its calendar, which a page should not load before it asks again. */
async function pathOf(...asked: Parameters<typeof import("./cost-href.ts").pathOf>): Promise<string> {
  const href = await import("./cost-href.ts");
  return href.pathOf(...asked);
}

const key = (slug: string, what: string, { range, environment, by }: CostQuestion, zone: string) => [
  "features",
  slug,
  what,
  range,
  environment,
  by ?? null,
  zone,
];

/** The cost report of a screen. Days are the zone's. */
export function costOptions(slug: string, question: CostQuestion, zone: string) {
  return queryOptions({
    queryKey: key(slug, "cost", question, zone),
    queryFn: async ({ signal }) =>
      api<CostReport>("GET", await pathOf(slug, "cost", question, zone), undefined, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

/** How long calls took in the same range. */
export function latencyOptions(slug: string, { range, environment }: CostQuestion, zone: string) {
  const question = { range, environment };
  return queryOptions({
    queryKey: key(slug, "latency", question, zone),
    queryFn: async ({ signal }) =>
      api<LatencyReport>("GET", await pathOf(slug, "latency", question, zone), undefined, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}
