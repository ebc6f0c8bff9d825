// One process for each database: judges its features once and answers how long what the portfolio asks took in the server.
import { performance } from "node:perf_hooks";
import type { Principal } from "#lib/auth/domain";
import { toCsv } from "#lib/core/csv";
import { db } from "#lib/core/db";
import { HOUR_MS } from "#lib/core/time";
import { keepSummaries } from "#lib/cost/keep-summaries";
import { listFeatureNames, listOwnerTeams } from "#lib/features/queries";
import { readChanges, readTrend } from "#lib/portfolio/changes-queries";
import { exportPortfolio, getPortfolioFeature, listPortfolio, readEvidence } from "#lib/portfolio/queries";
import { portfolioFilter, portfolioQuery } from "#lib/portfolio/schema";
import { portfolioTable } from "#lib/portfolio/table";
import { evaluateFeature } from "#lib/scorecard/evaluate-feature";

const principal: Principal = { kind: "system", name: "bench" };
let now = new Date();

const list = (words: object, at = now, evidence = readEvidence(principal, at)) =>
  listPortfolio(principal, portfolioQuery.parse({ limit: 100, ...words }), at, evidence);
const inUse = { lifecycle: "pilot,production" };

/** As the page and its layout ask: the shell's names, the list and the teams of the filter, side by side. */
const page = (words: object, evidence = readEvidence(principal, now)) =>
  Promise.all([listFeatureNames(principal), list({ ...inUse, ...words }, now, evidence), listOwnerTeams()]);

const asks: Record<string, () => Promise<unknown>> = {
  portfolio: () => page({}),
  "grouped by team, by what goes stale": () => page({ group: "team", sort: "stale" }),
  "filtered by a characteristic": () => page({ status: "cost:met", sort: "-cents" }),
  "with the trend": () => Promise.all([page({}), readTrend(principal, now)]),
  "with what changed": () => {
    const evidence = readEvidence(principal, now);
    return Promise.all([page({}, evidence), readChanges(principal, now, evidence)]);
  },
  "where nothing was kept": () => list(inUse, new Date(now.getTime() + HOUR_MS)),
  "the next page": () => list({ ...inUse, cursor: "feature-1" }),
  csv: async () => {
    const { head, rows } = portfolioTable(await exportPortfolio(principal, portfolioFilter.parse({}), now));
    return toCsv(head, rows);
  },
  "two features side by side": () =>
    Promise.all(["feature-1", "feature-2"].map((slug) => getPortfolioFeature(principal, slug, now))),
};

/** What the jobs of every minute do. */
async function judgeAll(at: Date): Promise<void> {
  for (const { id } of await db().feature.findMany({ select: { id: true } })) await evaluateFeature(id, at);
  await keepSummaries(at);
}

type Question =
  | { judge: string }
  | { keep: string }
  | { names: string }
  | { screen: string }
  | { cpuOf: string };

async function answer(question: Question): Promise<unknown> {
  if ("judge" in question) return judgeAll(new Date(question.judge));
  if ("keep" in question) return keepSummaries(new Date(question.keep));
  if ("names" in question) {
    now = new Date(question.names);
    return Object.keys(asks);
  }
  if ("cpuOf" in question) {
    const before = process.cpuUsage();
    JSON.stringify(await asks[question.cpuOf]?.());
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }
  const started = performance.now();
  const result = await asks[question.screen]?.();
  // What is asked for is also written: the answer leaves as JSON.
  JSON.stringify(result);
  return performance.now() - started;
}

process.on("disconnect", () => process.exit());
process.on("message", (question: Question) => {
  answer(question).then(
    (value) => process.send?.({ value: value ?? null }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
