import type { Random } from "./random.ts";

type Quantile = readonly [share: number, tokens: number];

/**
 * Quantiles of Azure's LLM inference trace 2023, conversation (Patel et al., Splitwise, ISCA 2024; the data are CC-BY
 * 4.0 at Azure/AzurePublicDataset). Medians 1020 and 129, 95th percentiles 4083 and 451.
 */
export const inputQuantiles: readonly Quantile[] = [
  [0, 2],
  [0.01, 29],
  [0.05, 181],
  [0.1, 207],
  [0.25, 396],
  [0.5, 1020],
  [0.75, 1189],
  [0.9, 2735],
  [0.95, 4083],
  [0.99, 4142],
  [0.999, 6212],
  [1, 14_050],
];

export const outputQuantiles: readonly Quantile[] = [
  [0, 7],
  [0.01, 16],
  [0.05, 41],
  [0.1, 54],
  [0.25, 85],
  [0.5, 129],
  [0.75, 395],
  [0.9, 424],
  [0.95, 451],
  [0.99, 601],
  [0.999, 954],
  [1, 1000],
];

/** The value at a share of the distribution: between two known quantiles, straight on a logarithmic scale. */
export function atQuantile(quantiles: readonly Quantile[], share: number): number {
  const above = quantiles.findIndex(([at]) => at >= share);
  const high = quantiles[above];
  const low = quantiles[Math.max(0, above - 1)];
  if (!high || !low) throw new Error(`${share} is no share between 0 and 1`);
  if (high[0] === low[0]) return high[1];
  const part = (share - low[0]) / (high[0] - low[0]);
  return Math.exp(Math.log(low[1]) + part * (Math.log(high[1]) - Math.log(low[1])));
}

/** Tokens of one call as the trace has them, times the scale, at least 1. */
export function drawTokens(quantiles: readonly Quantile[], random: Random, scale: number): number {
  return Math.max(1, Math.round(atQuantile(quantiles, random.next()) * scale));
}
