import { formatCount, formatPercent } from "#lib/core/format";
import { DAY_MS } from "#lib/core/time";
import { type Bar, joined, period, type TimelineLane } from "#lib/versions/day/timeline-bars";
import type { Segment } from "#lib/versions/schema";
import {
  agrees,
  callsOf,
  type Declared,
  declaredIn,
  declaredOf,
  hold,
  type SeenHour,
  showsNoModel,
} from "./seen.ts";

const DECLARED_ENOUGH = 0.99;

type Seen = Pick<Bar, "label" | "short" | "detail" | "tone">;

/** What telemetry showed on a day beside what was declared for any part of it. Null on a day without calls. */
function seenOn(rows: readonly SeenHour[], start: number, declared: readonly Declared[]): Seen | null {
  if (callsOf(rows) === 0) return null;
  const all = rows.map((row) => ({ calls: row.calls, held: hold(row, declared, DAY_MS) }));
  const held = all.filter((one) => !showsNoModel(one.held));
  const total = callsOf(held);
  if (total === 0)
    return {
      label: "no answer",
      detail: "All calls failed before a model answered, so nothing shows which model ran",
      tone: "stale",
    };
  const count = (of: (one: ReturnType<typeof hold>) => boolean) =>
    callsOf(held.filter((one) => of(one.held)));
  const lost = callsOf(all) - total;
  const failed = lost > 0 ? `, and ${formatCount(lost, "call")} failed before a model answered` : "";
  const right = count(agrees);
  if (right / total >= DECLARED_ENOUGH)
    return {
      label: "as declared",
      short: "✓",
      detail: `At least 99 % of calls carried a declared release and were answered by its model${failed}`,
      tone: "plain",
    };
  if (declaredIn(declared, start, DAY_MS).length === 0)
    return { label: "not declared", detail: "Calls arrived, and nothing was declared to run", tone: "stale" };
  const missing = count((one) => one.release === "missing");
  if (missing === total)
    return {
      label: "no release on calls",
      detail: "Calls arrived, and none said which release it ran on",
      tone: "stale",
    };
  const isDeclared = ({ release }: ReturnType<typeof hold>) => release === "declared";
  const parts = [
    {
      label: "other model",
      what: "another model than declared",
      calls: count((one) => isDeclared(one) && one.model === "not"),
    },
    { label: "other release", what: "another release", calls: count((one) => one.release === "not") },
    {
      label: "model not said",
      what: "no word of which model answered",
      calls: count((one) => isDeclared(one) && one.model === "missing"),
    },
    { label: "release missing", what: "no release", calls: missing },
  ];
  const [most] = parts.toSorted((a, b) => b.calls - a.calls);
  const said = parts.flatMap(({ what, calls }) =>
    calls === 0 ? [] : [`${formatPercent(calls / total)} ${what}`],
  );
  return {
    label: most?.label ?? "",
    detail: `${formatPercent(right / total)} of calls as declared, ${said.join(", ")}${failed}`,
    tone: "stale",
  };
}

/** What telemetry showed on each UTC day of an axis, days alike joined. */
export function observedLane(
  segments: readonly Segment[],
  days: readonly SeenHour[],
  axis: { from: number; to: number },
  zone: string,
): TimelineLane {
  const declared = declaredOf(segments);
  const bars = [...Map.groupBy(days, (row) => row.start)]
    .sort(([a], [b]) => a - b)
    .flatMap(([start, rows]): Bar[] => {
      const seen = seenOn(rows, start, declared);
      if (!seen) return [];
      return [{ from: Math.max(start, axis.from), to: Math.min(start + DAY_MS, axis.to), ...seen }];
    });
  const lane = joined(bars).map((bar) => ({
    ...bar,
    detail: `${period(bar.from, bar.to, zone)}. ${bar.detail}`,
  }));
  return { key: "observed", label: "Observed", still: false, segments: lane };
}
