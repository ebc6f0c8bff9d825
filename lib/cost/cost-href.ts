import { rangeOf } from "./domain.ts";
import type { CostQuery, CostView } from "./schema.ts";

/** What a screen asks about a feature's cost; without `by` it wants no series of parts. */
export type CostQuestion = Pick<CostView, "range" | "environment"> & Partial<Pick<CostView, "by">>;

/** Where the API answers a question, below /api/v1. */
export function pathOf(
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
