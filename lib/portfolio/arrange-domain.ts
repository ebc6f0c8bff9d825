import { stakes } from "#lib/features/schema";
import { characteristicKeys, verdicts, verdictWords } from "#lib/scorecard/domain";
import type { ListedRow } from "./domain.ts";
import {
  type Grouping,
  type Measure,
  NO_TEAM,
  type onCallStates,
  type PortfolioFilter,
  type PortfolioGroup,
  type Sort,
} from "./schema.ts";

/** Whether somebody is on call now, nobody is, or no rotation answers for it. */
export function onCallState(row: Pick<ListedRow, "onCall">): (typeof onCallStates)[number] {
  if (!row.onCall) return "none";
  return row.onCall.person ? "somebody" : "nobody";
}

function passes(row: ListedRow, filter: PortfolioFilter): boolean {
  const team = row.owner?.team;
  if (filter.team !== undefined && (team?.slug ?? NO_TEAM) !== filter.team) return false;
  if (filter.verdict && !filter.verdict.includes(row.verdict)) return false;
  if (filter.stakes && !filter.stakes.includes(row.stakes)) return false;
  if (filter.lifecycle && !filter.lifecycle.includes(row.lifecycle)) return false;
  if (filter.eroded === "yes" && row.eroded7d === 0) return false;
  const has = (condition: string) => row.cells.some(({ key, status }) => `${key}:${status}` === condition);
  if (filter.status && !filter.status.every(has)) return false;
  if (filter.onCall && onCallState(row) !== filter.onCall) return false;
  if (!filter.q) return true;
  const q = filter.q.toLowerCase();
  return [row.name, row.slug, team?.name ?? "", row.onCall?.person?.name ?? ""].some((text) =>
    text.toLowerCase().includes(q),
  );
}

/** What each measure is of a row; null comes last whichever way it is sorted. */
const values: Record<Measure, (row: ListedRow) => number | string | null> = {
  name: (row) => row.name.toLowerCase(),
  team: (row) => row.owner?.team.name.toLowerCase() ?? null,
  stakes: (row) => stakes.indexOf(row.stakes),
  met: (row) => row.met,
  cents: (row) => row.centsPerInteraction,
  cents30d: (row) => row.centsPerInteraction30d,
  unpriced: (row) => row.unpricedShare24h,
  interactions: (row) => row.interactions24h,
  stale: (row) => (row.nextStale ? Date.parse(row.nextStale.at) : null),
  eroded: (row) => row.eroded7d,
  telemetry: (row) => (row.lastTelemetryAt ? Date.parse(row.lastTelemetryAt) : null),
};

type Order = (a: ListedRow, b: ListedRow) => number;

/** A total order: what has no value comes last in both directions, and what is equal is ordered by slug. */
function order(sort: Sort): Order {
  const descending = sort.startsWith("-");
  const measured = values[(descending ? sort.slice(1) : sort) as Measure];
  return (left, right) => {
    const a = measured(left);
    const b = measured(right);
    if (a !== b) {
      if (a === null) return 1;
      if (b === null) return -1;
      return a < b === descending ? 1 : -1;
    }
    return left.slug < right.slug ? -1 : left.slug > right.slug ? 1 : 0;
  };
}

/** The group of a row: what its members share, how it is called, and its place among the groups. */
export function groupOf(row: ListedRow, by: Grouping): { key: string; label: string; place: string } {
  if (by === "team") {
    const team = row.owner?.team;
    // The name first, so that teams come in its order; nobody comes last.
    return team
      ? { key: team.slug, label: team.name, place: `0 ${team.name.toLowerCase()} ${team.slug}` }
      : { key: NO_TEAM, label: "No team", place: "1" };
  }
  if (by === "stakes") {
    const label = `${row.stakes.charAt(0).toUpperCase()}${row.stakes.slice(1)} stakes`;
    return { key: row.stakes, label, place: String(stakes.indexOf(row.stakes)) };
  }
  const retired = row.lifecycle === "retired";
  return {
    key: retired ? "retired" : row.verdict,
    label: verdictWords(row.verdict, row.lifecycle),
    place: retired ? "9" : String(verdicts.indexOf(row.verdict)),
  };
}

function byGroup(by: Grouping, within: Order): Order {
  return (a, b) => {
    const [left, right] = [groupOf(a, by).place, groupOf(b, by).place];
    return left === right ? within(a, b) : left < right ? -1 : 1;
  };
}

/** The rows that pass the filter, in its order: group by group when it groups. */
export function arrange<R extends ListedRow>(rows: readonly R[], filter: PortfolioFilter): R[] {
  const within = order(filter.sort);
  return rows
    .filter((row) => passes(row, filter))
    .sort(filter.group ? byGroup(filter.group, within) : within);
}

/** What the headings of the groups say, in the order of `rows`, which are arranged by the same grouping. */
export function groupsOf(rows: readonly ListedRow[], by: Grouping): PortfolioGroup[] {
  const groups = Map.groupBy(rows, (row) => groupOf(row, by).key);
  return [...groups].flatMap(([key, members]) => {
    const [first] = members;
    if (!first) return [];
    return {
      key,
      label: groupOf(first, by).label,
      features: members.length,
      productionGrade: members.filter((row) => row.verdict === "production_grade").length,
      met: characteristicKeys.map(
        (_, index) => members.filter((row) => row.cells[index]?.status === "met").length,
      ),
    };
  });
}
