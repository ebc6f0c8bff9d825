import { usdString } from "#lib/core/money";
import { costPartOf, costParts } from "./domain.ts";
import type { CallPart } from "./read-rollups.ts";
import type { CostByAttempt, CostByModel, CostByOperation, Split, SplitPart } from "./schema.ts";

/** Parts that have a series of their own; the others are one together. */
const LARGEST = 8;

export type Part = { calls: number; unpricedCalls: number; usd: string; share: number | null };
type Sums = { calls: number; unpricedCalls: number; cost: bigint };

/** Sums of calls. */
export function sumOf(rows: readonly CallPart[]): Sums {
  return rows.reduce(
    (sum, row) => ({
      calls: sum.calls + row.calls,
      unpricedCalls: sum.unpricedCalls + row.unpriced,
      cost: sum.cost + row.cost,
    }),
    { calls: 0, unpricedCalls: 0, cost: 0n },
  );
}

/** A part of the whole's cost; its share is null while the whole is 0, because nothing has no parts. */
export function partOf({ cost, ...sums }: Sums, whole: bigint): Part {
  return { ...sums, usd: usdString(cost), share: whole === 0n ? null : Number(cost) / Number(whole) };
}

const byCost = (a: Sums, b: Sums) => (a.cost === b.cost ? b.calls - a.calls : a.cost < b.cost ? 1 : -1);

/** Groups of calls with their sums, the one that costs most first. The parts' sums are the whole's. */
export function groupsOf(
  rows: readonly CallPart[],
  keyOf: (row: CallPart) => string,
): { key: string; first: CallPart; rows: CallPart[]; sums: Sums }[] {
  return [...Map.groupBy(rows, keyOf)]
    .flatMap(([key, own]) => (own[0] ? [{ key, first: own[0], rows: own, sums: sumOf(own) }] : []))
    .sort((a, b) => byCost(a.sums, b.sums));
}

const isTool = (row: CallPart) => row.operation === "execute_tool";
const modelKey = (row: CallPart) => (isTool(row) ? "tools" : JSON.stringify([row.provider, row.model]));
const operationKey = (row: CallPart) => (isTool(row) ? `tool ${row.tool}` : row.operation);

export function byModel(rows: readonly CallPart[], whole: bigint): CostByModel[] {
  return groupsOf(rows, modelKey).map(({ first, sums }) => ({
    kind: isTool(first) ? "tool" : "model",
    provider: first.provider,
    model: first.model,
    ...partOf(sums, whole),
  }));
}

export function byOperation(rows: readonly CallPart[], whole: bigint): CostByOperation[] {
  return groupsOf(rows, operationKey).map(({ first, sums }) => ({
    operation: first.operation,
    tool: first.tool,
    ...partOf(sums, whole),
  }));
}

/** All four parts, in their order, also those of which there is nothing. */
export function byAttempt(rows: readonly CallPart[], whole: bigint): CostByAttempt[] {
  return costParts.map((attempt) => {
    const own = rows.filter((row) => costPartOf(row.operation, row.attempt) === attempt);
    return { attempt, ...partOf(sumOf(own), whole) };
  });
}

const keys: Record<Split, (row: CallPart) => string> = {
  attempt: (row) => costPartOf(row.operation, row.attempt),
  model: modelKey,
  operation: operationKey,
  release: (row) => row.release ?? "none",
  environment: (row) => row.environment,
};

function labelOf(by: Split, row: CallPart, names: ReadonlyMap<string, string>): string {
  if (by === "attempt") return costPartOf(row.operation, row.attempt);
  if (by === "environment") return row.environment;
  if (by === "release") return row.release === null ? "none" : (names.get(row.release) ?? row.release);
  if (by === "operation") return isTool(row) ? (row.tool ?? "tool") : row.operation;
  return isTool(row) ? "tools" : (row.model ?? "no model named");
}

/**
 * The parts of a split with a series each: the eight that cost most (of equals those with most calls), and "other".
 * `rows` are in the bins that `starts` begin; `names` are those of releases by their first 12 digits.
 */
export function splitSeries(
  by: Split,
  rows: readonly CallPart[],
  starts: readonly string[],
  names: ReadonlyMap<string, string>,
): SplitPart[] {
  const groups = groupsOf(rows, keys[by]);
  const whole = sumOf(rows).cost;
  const others = groups.slice(LARGEST);
  const shown = groups.slice(0, LARGEST).map(({ key, first, ...group }) => ({
    key,
    label: labelOf(by, first, names),
    ...group,
  }));
  const otherRows = others.flatMap((group) => group.rows);
  const other =
    others.length === 0
      ? []
      : [{ key: "other", label: `${others.length} others`, rows: otherRows, sums: sumOf(otherRows) }];
  return [...shown, ...other].map(({ key, label, rows: own, sums }) => {
    const bins = Map.groupBy(own, (row) => row.bin);
    const series = starts.map((start, bin) => {
      const { calls, cost } = sumOf(bins.get(bin) ?? []);
      return { start, calls, usd: usdString(cost) };
    });
    return { key, label, ...partOf(sums, whole), series };
  });
}
