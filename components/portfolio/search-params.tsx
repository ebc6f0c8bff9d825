import { parseAsString, parseAsStringLiteral } from "nuqs/server";
import { stakes } from "#lib/features/schema";
import type { PortfolioSearch } from "#lib/portfolio/query-options";
import { onCallStates, type Sort, sorts } from "#lib/portfolio/schema";
import { verdicts } from "#lib/scorecard/domain";

export const lifecycleChoices = ["in-use", "production", "pilot", "retired", "all"] as const;

const lifecycleWords: Record<(typeof lifecycleChoices)[number], string> = {
  "in-use": "pilot,production",
  production: "production",
  pilot: "pilot",
  retired: "retired",
  all: "",
};

/** The words of the portfolio's address. What is not one of them counts as absent. */
export const portfolioParams = {
  q: parseAsString.withDefault(""),
  team: parseAsString.withDefault(""),
  verdict: parseAsStringLiteral(["", ...verdicts]).withDefault(""),
  stakes: parseAsStringLiteral(["", ...stakes]).withDefault(""),
  lifecycle: parseAsStringLiteral(lifecycleChoices).withDefault("in-use"),
  onCall: parseAsStringLiteral(["", ...onCallStates]).withDefault(""),
  sort: parseAsStringLiteral(sorts).withDefault("name"),
};

export type PortfolioParams = {
  q: string;
  team: string;
  verdict: string;
  stakes: string;
  lifecycle: (typeof lifecycleChoices)[number];
  onCall: string;
  sort: Sort;
};

/** What the address asks, as the API takes it. A team that is no slug would be refused, so it is left out. */
export function searchOf(params: PortfolioParams): PortfolioSearch {
  const team = /^(-|[a-z0-9]+(-[a-z0-9]+)*)$/.test(params.team) ? params.team.slice(0, 64) : "";
  return { ...params, q: params.q.trim().slice(0, 200), team, lifecycle: lifecycleWords[params.lifecycle] };
}

/** Whether anything narrows the list more than it is by itself. */
export function isNarrowed(params: PortfolioParams): boolean {
  return (
    params.q !== "" ||
    params.team !== "" ||
    params.verdict !== "" ||
    params.stakes !== "" ||
    params.onCall !== "" ||
    params.lifecycle !== "in-use"
  );
}
