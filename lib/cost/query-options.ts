import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import { rangeOf } from "./domain.ts";
import type { CostQuery, CostReport, CostView, LatencyReport } from "./schema.ts";

/** What a screen asks about a feature's cost; without `by` it wants no series of parts. */
export type CostQuestion = Pick<CostView, "range" | "environment"> & Partial<Pick<CostView, "by">>;

function pathOf(
  slug: string,
  what: "cost" | "latency",
  question: CostQuestion,
  zone: string,
  csv?: CostQuery["table"],
) {
  const { from, to, grain } = rangeOf(question.range, zone, new Date());
  const query = new URLSearchParams({
    from: from.toISOString(),
    to: to.toISOString(),
    environment: question.environment,
    ...(what === "cost" ? { tz: zone, grain } : {}),
    ...(what === "cost" && question.by ? { split: question.by } : {}),
    ...(csv && what === "cost" ? { table: csv } : {}),
    ...(csv ? { format: "csv" } : {}),
  });
  return `/features/${slug}/${what}?${query}`;
}

/** Where a table of the cost report is as a CSV file. */
export const costCsv = (slug: string, question: CostQuestion, zone: string, table: CostQuery["table"]) =>
  `/api/v1${pathOf(slug, "cost", question, zone, table)}`;

/** Where the latency report is as a CSV file. */
export const latencyCsv = (slug: string, question: CostQuestion, zone: string) =>
  `/api/v1${pathOf(slug, "latency", question, zone, "series")}`;

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
    queryFn: ({ signal }) => api<CostReport>("GET", pathOf(slug, "cost", question, zone), undefined, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

/** How long calls took in the same range. */
export function latencyOptions(slug: string, { range, environment }: CostQuestion, zone: string) {
  const question = { range, environment };
  return queryOptions({
    queryKey: key(slug, "latency", question, zone),
    queryFn: ({ signal }) =>
      api<LatencyReport>("GET", pathOf(slug, "latency", question, zone), undefined, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}
