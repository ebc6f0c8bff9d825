import { HOUR_MS } from "#lib/core/time";
import { modelNames } from "#lib/versions/proof";
import { shortRelease } from "./finding-words.ts";
import type { ObservedValue } from "./findings-schema.ts";
import { callsOf, type Declared, declaredParts, hold, isAnswer, type SeenHour } from "./seen.ts";

type Input = {
  seen: readonly SeenHour[];
  declared: readonly Declared[];
  interval: { from: number; to: number };
  hours: readonly number[];
};
type Mark = ObservedValue["declared"];
type Group = Pick<ObservedValue, "what" | "value" | "label"> & { rows: SeenHour[]; right: SeenHour[] };

/** The values of each kind that are listed; further ones, of few calls, are left to the calls explorer. */
const MOST = 12;

const markOf = (rows: readonly SeenHour[], right: readonly SeenHour[]): Mark =>
  right.length === 0 ? "no" : right.length === rows.length ? "yes" : "partly";

function grouped(
  rows: readonly SeenHour[],
  what: ObservedValue["what"],
  keyOf: (row: SeenHour) => string | null,
  labelOf: (value: string | null) => string,
  agrees: (row: SeenHour) => boolean,
): Group[] {
  return [...Map.groupBy(rows, keyOf)].map(([value, own]) => ({
    what,
    value,
    label: labelOf(value),
    rows: own,
    right: own.filter(agrees),
  }));
}

function present(groups: Group[], { hours }: Input, share: (group: Group) => number | null): ObservedValue[] {
  const total = groups.reduce((sum, group) => sum + callsOf(group.rows), 0);
  return groups
    .map(({ rows, right, ...group }) => {
      const byHour = Map.groupBy(rows, (row) => row.start);
      const calls = callsOf(rows);
      return {
        ...group,
        declared: rows.length === 0 ? ("yes" as const) : markOf(rows, right),
        declaredShare: share({ rows, right, ...group }),
        calls,
        share: total === 0 ? 0 : calls / total,
        hours: hours.map((start) => callsOf(byHour.get(start) ?? [])),
      };
    })
    .sort((a, b) => b.calls - a.calls)
    .slice(0, MOST);
}

/** The share of a release over the whole interval: its weights by how long they held. */
function declaredShares({ declared, interval }: Input): Map<string, number> {
  const shares = new Map<string, number>();
  for (const one of declared) {
    const length = Math.min(one.to, interval.to) - Math.max(one.from, interval.from);
    if (length <= 0) continue;
    for (const { release, weight } of one.shares)
      shares.set(release, (shares.get(release) ?? 0) + (weight * length) / (interval.to - interval.from));
  }
  return shares;
}

/** Declared values that nothing carried stand in the list too, with no calls. */
function unseen(
  groups: readonly Group[],
  what: ObservedValue["what"],
  declared: readonly [string, string][],
): Group[] {
  const found = new Set(groups.map((group) => group.value));
  return [...new Map(declared)]
    .filter(([value]) => !found.has(value))
    .map(([value, label]) => ({ what, value, label, rows: [], right: [] }));
}

const promptOf = (name: string | null, version: string | null) => [name, version].filter(Boolean).join(" ");

/** What telemetry carried, by release, model and prompt, hour by hour, each beside whether it was declared. */
export function observedValues(input: Input): ObservedValue[] {
  const { seen, declared } = input;
  const shares = declaredShares(input);
  const releases = grouped(
    seen,
    "release",
    (row) => row.release,
    (value) => (value === null ? "No release" : shortRelease(value)),
    (row) => hold(row, declared).release === "declared",
  );
  const answers = seen.filter(isAnswer);
  const models = grouped(
    answers,
    "model",
    (row) => row.responseModel,
    (value) => value ?? "",
    (row) => hold(row, declared).model === "declared",
  );
  const within = declared
    .filter((one) => one.from < input.interval.to && one.to > input.interval.from)
    .flatMap((one) => one.shares);
  const answered = new Set(models.map((group) => group.value?.toLowerCase()));
  const silent = declaredParts(within, "model")
    .filter((part) => !modelNames(part).some((name) => answered.has(name)))
    .map((part): [string, string] => [`${part.name} ${part.version}`, `${part.name} ${part.version}`]);
  const prompts = grouped(
    seen.filter((row) => row.promptName !== null || row.promptVersion !== null),
    "prompt",
    (row) => promptOf(row.promptName, row.promptVersion),
    (value) => value ?? "",
    (row) => hold(row, declared).prompt === "declared",
  );
  return [
    ...present(
      [
        ...releases,
        ...unseen(
          releases,
          "release",
          [...shares.keys()].map((one) => [one, shortRelease(one)]),
        ),
      ],
      input,
      ({ value }) => (value === null ? null : (shares.get(value) ?? 0)),
    ),
    ...present([...models, ...unseen(models, "model", silent)], input, () => null),
    ...present(prompts, input, () => null),
  ];
}

/** The starts of the UTC hours that begin in an interval, in milliseconds. */
export function hoursOf({ from, to }: { from: number; to: number }): number[] {
  const first = Math.ceil(from / HOUR_MS) * HOUR_MS;
  return Array.from(
    { length: Math.max(0, Math.ceil((to - first) / HOUR_MS)) },
    (_, index) => first + index * HOUR_MS,
  );
}
