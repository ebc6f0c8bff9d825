import { parseAsString, parseAsStringLiteral } from "nuqs/server";
import { stakes } from "#lib/features/schema";
import type { PortfolioSearch } from "#lib/portfolio/query-options";
import {
  type CellCondition,
  cellConditions,
  groupings,
  onCallStates,
  type Sort,
  sorts,
} from "#lib/portfolio/schema";
import { verdicts } from "#lib/scorecard/domain";

export const lifecycleChoices = ["in-use", "production", "pilot", "retired", "all"] as const;

const lifecycleWords: Record<(typeof lifecycleChoices)[number], string> = {
  "in-use": "pilot,production",
  production: "production",
  pilot: "pilot",
  retired: "retired",
  all: "",
};

/** Which of the panels under the figures is open. */
export const panels = ["eroded", "stale", "trend"] as const;
export type PanelKey = (typeof panels)[number];

/** The words of the portfolio's address. What is not one of them counts as absent. */
export const portfolioParams = {
  q: parseAsString.withDefault(""),
  team: parseAsString.withDefault(""),
  verdict: parseAsStringLiteral(["", ...verdicts]).withDefault(""),
  stakes: parseAsStringLiteral(["", ...stakes]).withDefault(""),
  lifecycle: parseAsStringLiteral(lifecycleChoices).withDefault("in-use"),
  onCall: parseAsStringLiteral(["", ...onCallStates]).withDefault(""),
  status: parseAsString.withDefault(""),
  eroded: parseAsStringLiteral(["", "yes"]).withDefault(""),
  group: parseAsStringLiteral(["", ...groupings]).withDefault(""),
  sort: parseAsStringLiteral(sorts).withDefault("name"),
  show: parseAsStringLiteral(["", ...panels]).withDefault(""),
};

export type PortfolioParams = {
  q: string;
  team: string;
  verdict: string;
  stakes: string;
  lifecycle: (typeof lifecycleChoices)[number];
  onCall: string;
  status: string;
  eroded: string;
  group: string;
  sort: Sort;
  show: PanelKey | "";
};

/** The conditions on characteristics that the address has; what is none of them is left out. */
export function conditionsOf(status: string): CellCondition[] {
  const asked = status.split(",");
  return cellConditions.filter((condition) => asked.includes(condition));
}

/** What the address asks, as the API takes it. A team that is no slug would be refused, so it is left out. */
export function searchOf({ show: _, ...params }: PortfolioParams): PortfolioSearch {
  const team = /^(-|[a-z0-9]+(-[a-z0-9]+)*)$/.test(params.team) ? params.team.slice(0, 64) : "";
  return {
    ...params,
    q: params.q.trim().slice(0, 200),
    team,
    lifecycle: lifecycleWords[params.lifecycle],
    status: conditionsOf(params.status).join(","),
  };
}

/** What narrows the list, with what it is when nothing does. */
const narrowing = {
  q: "",
  team: "",
  verdict: "",
  stakes: "",
  lifecycle: "in-use",
  onCall: "",
  status: "",
  eroded: "",
} as const;

/** Whether anything narrows the list more than it is by itself. */
export function isNarrowed(params: PortfolioParams): boolean {
  return Object.entries(narrowing).some(([word, none]) => params[word as keyof typeof narrowing] !== none);
}

/** Takes away what narrows the list. */
export const unnarrowed: Record<string, null> = Object.fromEntries(
  Object.keys(narrowing).map((word) => [word, null]),
);

/** The address as a saved view keeps it: its words in one order, without those that say what is so anyway. */
export function viewQueryOf({ show: _, ...params }: PortfolioParams): string {
  const plain: Record<string, string> = { ...narrowing, group: "", sort: "name" };
  const said = Object.entries(params).filter(([word, value]) => value !== "" && value !== plain[word]);
  return new URLSearchParams(said.sort(([a], [b]) => (a < b ? -1 : 1))).toString();
}
