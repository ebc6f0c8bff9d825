/** Prices of a token in atto-dollars (10^-18), as decimal text: JSON has no whole numbers of that size. */
export type TokenRates = {
  input: string | null;
  cacheRead: string | null;
  cacheWrite: string | null;
  output: string | null;
  reasoning: string | null;
};

export type TokenCounts = {
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  reasoning: number | null;
};

/** One factor of a cost: so many tokens at so much a million. */
export type FormulaLine = { what: string; tokens: number; usdPerMillion: number; nano: bigint };

const ATTO_PER_NANO = 1_000_000_000n;
const halfUp = (atto: bigint) => (atto + ATTO_PER_NANO / 2n) / ATTO_PER_NANO;

type Term = { what: string; tokens: number; rate: bigint };

/** Counts that have a price of their own are billed at it and taken off the whole; null when they exceed it. */
function terms(
  whole: { what: string; tokens: number; rate: string | null },
  parts: { what: string; tokens: number; rate: string | null }[],
): Term[] | null {
  if (whole.tokens === 0) return [];
  if (whole.rate === null) return null;
  const priced = parts.flatMap((part) =>
    part.rate === null || part.tokens === 0 ? [] : [{ ...part, rate: BigInt(part.rate) }],
  );
  const rest = whole.tokens - priced.reduce((sum, part) => sum + part.tokens, 0);
  if (rest < 0) return null;
  const own = rest === 0 ? [] : [{ what: whole.what, tokens: rest, rate: BigInt(whole.rate) }];
  return [...own, ...priced];
}

/**
 * A cost as the sum of its tokens times their prices, each side rounded half up once as when it was stored. null unless it
 * comes to exactly `costNano`: a formula that does not make the stored cost would be an invention.
 */
export function formulaOf(counts: TokenCounts, rates: TokenRates, costNano: bigint): FormulaLine[] | null {
  const input = terms({ what: "input tokens", tokens: counts.input ?? 0, rate: rates.input }, [
    { what: "input tokens from cache", tokens: counts.cacheRead ?? 0, rate: rates.cacheRead },
    { what: "input tokens into cache", tokens: counts.cacheWrite ?? 0, rate: rates.cacheWrite },
  ]);
  const output = terms({ what: "output tokens", tokens: counts.output ?? 0, rate: rates.output }, [
    { what: "reasoning tokens", tokens: counts.reasoning ?? 0, rate: rates.reasoning },
  ]);
  if (input === null || output === null) return null;
  const sum = (side: Term[]) =>
    halfUp(side.reduce((atto, { tokens, rate }) => atto + BigInt(tokens) * rate, 0n));
  if (sum(input) + sum(output) !== costNano) return null;
  return [...input, ...output].map(({ what, tokens, rate }) => ({
    what,
    tokens,
    usdPerMillion: Number(rate) / 1e12,
    nano: halfUp(BigInt(tokens) * rate),
  }));
}
