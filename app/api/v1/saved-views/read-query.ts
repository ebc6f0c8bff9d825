import { z } from "zod";
import { stakes } from "#lib/features/schema";
import { groupings, onCallStates, portfolioFilter, sorts } from "#lib/portfolio/schema";
import { verdicts } from "#lib/scorecard/domain";
import { queryOf, readExplorer } from "#lib/telemetry/filters-schema";
import type { ReadQuery } from "#lib/views/schema";

const portfolioWords: Record<string, z.ZodType> = {
  q: z.string().max(200),
  team: z
    .string()
    .regex(/^(-|[a-z0-9]+(-[a-z0-9]+)*)$/)
    .max(64),
  verdict: z.enum(verdicts),
  stakes: z.enum(stakes),
  lifecycle: z.enum(["in-use", "production", "pilot", "retired", "all"]),
  onCall: z.enum(onCallStates),
  status: portfolioFilter.shape.status,
  eroded: z.literal("yes"),
  group: z.enum(groupings),
  sort: z.enum(sorts),
};

function readPortfolio(address: Record<string, string>) {
  const entries = Object.entries(address).filter(([, value]) => value !== "");
  const known = (word: string, value: string) =>
    Object.hasOwn(portfolioWords, word) && portfolioWords[word]?.safeParse(value).success === true;
  return {
    view: Object.fromEntries(entries.filter(([word, value]) => known(word, value))),
    refused: entries.filter(([word, value]) => !known(word, value)).map(([word]) => word),
  };
}

/** Each page reads its address with its own schema. */
export const readQuery: ReadQuery = (page, query) => {
  const address = Object.fromEntries(query);
  if (page === "portfolio") {
    const { view, refused } = readPortfolio(address);
    return { query: new URLSearchParams(Object.entries(view).sort()).toString(), refused };
  }
  const { view, refused } = readExplorer(address);
  // A feature's own list has no choice of features.
  return {
    query: queryOf(view),
    refused: page === "feature-calls" && view.feature ? [...refused, "feature"] : refused,
  };
};
