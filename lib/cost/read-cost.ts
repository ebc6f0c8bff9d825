import "server-only";
import { centsOf, usdString } from "#lib/core/money";
import { piecesOf } from "#lib/core/pieces";
import { costPartOf, seriesStarts, sharesOf } from "./domain.ts";
import { costSeries, ofInteractions, perInteraction, sumInteractions, zeroCost } from "./per-interaction.ts";
import { grainOf, wholeHours } from "./range.ts";
import { type InteractionSums, readInteractionSums, readInteractions } from "./read-interactions.ts";
import { type CallSums, readCallParts, readCallSums } from "./read-rollups.ts";
import { releaseNames } from "./release-names.ts";
import type { CostByEnvironment, CostByRelease, CostQuery, CostReport } from "./schema.ts";
import { byAttempt, byModel, byOperation, groupsOf, partOf, splitSeries, sumOf } from "./splits.ts";

/** Bins of the two ranges that are compared. */
const BEFORE = 0;
const NOW = 1;

/** As a release's row in the rollups, by its first 12 digits. */
function releaseKey(number: number): string {
  if (number === 0) return "none";
  return number < 0 ? "several" : number.toString(16).padStart(12, "0");
}

type Names = Awaited<ReturnType<typeof releaseNames>>;

function byRelease(calls: readonly CallSums[], interactions: readonly InteractionSums[], names: Names) {
  const whole = sumOf(calls).cost;
  const own = Map.groupBy(interactions, (row) => releaseKey(row.release));
  const groups = new Map(groupsOf(calls, (row) => row.release ?? "none").map((group) => [group.key, group]));
  return [...new Set([...groups.keys(), ...own.keys()])].map(
    (release): CostByRelease => ({
      release,
      digest: names.get(release)?.digest ?? null,
      name: names.get(release)?.name ?? null,
      ...partOf(groups.get(release)?.sums ?? sumOf([]), whole),
      ...ofInteractions(own.get(release) ?? []),
    }),
  );
}

function byEnvironment(calls: readonly CallSums[], interactions: readonly InteractionSums[]) {
  const whole = sumOf(calls).cost;
  const own = Map.groupBy(interactions, (row) => row.environment);
  const groups = new Map(groupsOf(calls, (row) => row.environment).map((group) => [group.key, group]));
  return [...new Set([...groups.keys(), ...own.keys()])].map(
    (environment): CostByEnvironment => ({
      environment,
      ...partOf(groups.get(environment)?.sums ?? sumOf([]), whole),
      ...ofInteractions(own.get(environment) ?? []),
    }),
  );
}

function tokensOf(calls: readonly CallSums[]): CostReport["tokens"] {
  const sum = (of: (row: CallSums) => number) => calls.reduce((total, row) => total + of(row), 0);
  const [input, cached] = [sum((row) => row.inputTokens), sum((row) => row.cachedTokens)];
  return {
    input,
    cached,
    cacheWrite: sum((row) => row.cacheWriteTokens),
    output: sum((row) => row.outputTokens),
    reasoning: sum((row) => row.reasoningTokens),
    cacheShare: input === 0 ? null : cached / input,
  };
}

/** Everything that is summed over a whole range: the calls of one environment and its interactions. */
function totalsOf(calls: readonly CallSums[], interactions: readonly InteractionSums[]) {
  const all = sumInteractions(interactions);
  const sums = sumOf(calls);
  return {
    interactions: all.interactions,
    calls: sums.calls,
    unpricedCalls: sums.unpricedCalls,
    totalUsd: usdString(sums.cost),
    centsPerInteraction: perInteraction(all),
  };
}

/**
 * What a feature's interactions cost over a range, from rollups alone; costReport has shapes and units. The range is
 * widened to full UTC hours; an hour belongs to the zone's day in which it begins. Calls count when they started,
 * interactions when their first span did. Throws `invalid` for a range that is empty or too long.
 */
export async function readCost(featureId: number, query: CostQuery, now: Date): Promise<CostReport> {
  const range = wholeHours(query, now);
  const grain = grainOf(range, query.grain);
  const { environment, split } = query;
  const starts = seriesStarts(range, grain, query.tz);
  const edges = [range.from, ...starts.slice(1), range.to];
  const before = new Date(2 * range.from.getTime() - range.to.getTime());
  const everywhere = split === "environment" ? null : environment;
  const [allCalls, earlier, { bins, parts: allInteractions }, parts] = await Promise.all([
    readCallSums(featureId, piecesOf([before, range.from, range.to])),
    readInteractionSums(featureId, environment, piecesOf([before, range.from])),
    readInteractions(featureId, environment, piecesOf(edges)),
    split ? readCallParts(featureId, everywhere, piecesOf(edges), split) : [],
  ]);
  const within = <T extends { bin: number }>(rows: readonly T[], bin: number) =>
    rows.filter((row) => row.bin === bin);
  const here = <T extends { environment: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.environment === environment);
  const calls = here(within(allCalls, NOW));
  const interactions = here(allInteractions);
  const prefixes = new Set([
    ...calls.flatMap((row) => row.release ?? []),
    ...interactions.map((row) => releaseKey(row.release)),
  ]);
  const names = await releaseNames(featureId, [...prefixes]);
  const { cost } = sumOf(calls);
  const attempts = { first: 0n, retry: 0n, fallback: 0n, tool: 0n };
  for (const call of calls) attempts[costPartOf(call.operation, call.attempt)] += call.cost;
  const all = sumInteractions(interactions);
  const billableCalls = calls.reduce((sum, row) => sum + row.billable, 0);
  const totals = totalsOf(calls, interactions);
  const models = byModel(calls, cost);
  const startTexts = starts.map((start) => start.toISOString());
  const labels = new Map([...names].flatMap(([key, { name }]) => (name === null ? [] : [[key, name]])));
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    environment,
    grain,
    ...totals,
    unpricedInteractions: all.interactions - all.priced,
    zeroCostInteractions: zeroCost(all),
    billableCalls,
    coverage: billableCalls === 0 ? null : (billableCalls - totals.unpricedCalls) / billableCalls,
    unpriced: {
      calls: totals.unpricedCalls,
      share: billableCalls === 0 ? null : totals.unpricedCalls / billableCalls,
      byModel: models.flatMap(({ provider, model, unpricedCalls }) =>
        unpricedCalls === 0 ? [] : [{ provider, model, calls: unpricedCalls }],
      ),
    },
    repeatsCentsPerInteraction:
      totals.centsPerInteraction.mean === null || all.interactions === 0
        ? null
        : centsOf(attempts.retry + attempts.fallback) / all.interactions,
    tokens: tokensOf(calls),
    previous: {
      from: before.toISOString(),
      to: range.from.toISOString(),
      ...totalsOf(here(within(allCalls, BEFORE)), earlier),
    },
    shares: sharesOf(attempts),
    byAttempt: byAttempt(calls, cost),
    byModel: models,
    byOperation: byOperation(calls, cost),
    byRelease: byRelease(calls, interactions, names),
    byEnvironment: byEnvironment(within(allCalls, NOW), allInteractions),
    series: costSeries(startTexts, bins),
    split: split ? { by: split, parts: splitSeries(split, parts, startTexts, labels) } : null,
  };
}
