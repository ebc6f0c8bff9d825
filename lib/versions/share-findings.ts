import { formatNumber, formatPercent } from "#lib/core/format";
import { shareEstimate, Z_999 } from "#lib/core/intervals";
import { HOUR_MS } from "#lib/core/time";
import { clockIn } from "./clock-domain.ts";
import {
  callsHref,
  deployFix,
  type FindingContext,
  otherFix,
  shortRelease,
  text,
  versionsPath,
  whenSeen,
} from "./finding-words.ts";
import type { Finding } from "./findings-schema.ts";
import { callsOf, type Declared, declaredIn, type SeenHour } from "./seen.ts";

/** Interactions of an hour whose calls all carried one release; they are counted because each takes one path. */
export type SeenInteractions = { start: number; release: string; interactions: number };

export type ShareInput = {
  seen: readonly SeenHour[];
  interactions: readonly SeenInteractions[];
  declared: readonly Declared[];
};

/** A declared share and the one that was taken differ by at least this much before it is worth a sentence. */
const LEAST_DIFFERENCE = 0.02;

const startsOf = (rows: readonly { start: number }[]) => [...new Set(rows.map((row) => row.start))];

/** Calls of hours for which nothing was declared. */
function nothingDeclared({ seen, declared }: ShareInput, context: FindingContext): Finding[] {
  const own = seen.filter((row) => declaredIn(declared, row.start).length === 0);
  const [count, total] = [callsOf(own), callsOf(seen)];
  if (count === 0) return [];
  const { words, from, to } = whenSeen(startsOf(own), startsOf(seen), context);
  const carried = [...Map.groupBy(own, (row) => row.release)].sort((a, b) => callsOf(b[1]) - callsOf(a[1]));
  const release = carried.find(([digest]) => digest !== null)?.[0] ?? null;
  return [
    {
      kind: "nothing_declared",
      level: "attention",
      sentence: `${formatNumber(count)} calls arrived, and nothing was declared to run${words}.`,
      detail: release === null ? null : `Most that named a release carried ${shortRelease(release)}.`,
      count,
      of: total,
      from: text(from),
      to: text(to),
      evidence: [{ label: "These calls", href: callsHref(context, { from, to }) }],
      fix:
        release === null
          ? otherFix("Record what ran", versionsPath(context))
          : deployFix(context, "Record what ran", [{ release, weight: 1 }], from),
    },
  ];
}

/** Nothing in the whole stretch although a release was declared for all or some of it. */
function nothingObserved({ seen, declared }: ShareInput, context: FindingContext): Finding[] {
  const { interval, now } = context;
  const over = declared.filter((one) => one.from < Math.min(interval.to, now) && one.to > interval.from);
  const past = Math.min(interval.to, Math.floor(now / HOUR_MS) * HOUR_MS);
  const [first] = over;
  if (callsOf(seen) > 0 || !first || past - interval.from < HOUR_MS) return [];
  const from = Math.max(first.from, interval.from);
  const releases = [
    ...new Set(over.flatMap((one) => one.shares.map((share) => shortRelease(share.release)))),
  ];
  return [
    {
      kind: "nothing_observed",
      level: "attention",
      sentence: `Nothing was observed from ${clockIn(from, context)} to ${clockIn(past, context)}, although ${releases.length === 1 ? "release" : "releases"} ${releases.join(" and ")} ${releases.length === 1 ? "was" : "were"} declared to run.`,
      detail: "Either nobody used the feature, or its telemetry did not arrive.",
      count: 0,
      of: null,
      from: text(from),
      to: text(past),
      evidence: [{ label: "Calls of the stretch", href: callsHref(context, { from, to: past }) }],
      fix: otherFix("See whether telemetry arrives", `/features/${context.slug}/calls`),
    },
  ];
}

type Taken = { release: string; weight: number; count: number; total: number; hours: number[] };

/** For each declared stretch with more than one release: interactions of its whole hours, by release. */
function takenOf(one: Declared, interactions: readonly SeenInteractions[], context: FindingContext): Taken[] {
  const { interval } = context;
  const [from, to] = [Math.max(one.from, interval.from), Math.min(one.to, interval.to)];
  const whole = interactions.filter((row) => row.start >= from && row.start + HOUR_MS <= to);
  const total = whole.reduce((sum, row) => sum + row.interactions, 0);
  return one.shares.map(({ release, weight }) => ({
    release,
    weight,
    count: whole.reduce((sum, row) => (row.release === release ? sum + row.interactions : sum), 0),
    total,
    hours: startsOf(whole),
  }));
}

/** What was taken in whole percent that sum to 1; a release that took nothing is left out. */
function roundedShares(shares: readonly Taken[], total: number): { release: string; weight: number }[] {
  const percents = shares
    .map(({ release, count }) => ({ release, percent: Math.round((count / total) * 100) }))
    .filter((one) => one.percent > 0)
    .sort((a, b) => b.percent - a.percent);
  const rest = 100 - percents.reduce((sum, one) => sum + one.percent, 0);
  return percents.map(({ release, percent }, index) => ({
    release,
    weight: (index === 0 ? percent + rest : percent) / 100,
  }));
}

function shareFinding(taken: Taken, shares: Taken[], context: FindingContext): Finding | null {
  const { release, weight, count, total, hours } = taken;
  if (total === 0) return null;
  const { value, low, high } = shareEstimate(count, total, Z_999);
  if ((weight >= low && weight <= high) || Math.abs(value - weight) < LEAST_DIFFERENCE) return null;
  const { from, to } = whenSeen(hours, hours, context);
  const stretch = `${clockIn(from, context)} to ${clockIn(to, context)}`;
  const never = count === 0;
  const took = never
    ? `and none of ${formatNumber(total)} interactions carried it`
    : `and took ${formatPercent(value)} (${formatNumber(count)} of ${formatNumber(total)} interactions`;
  return {
    kind: never ? "release_not_observed" : "share_differs",
    level: "attention",
    sentence: `Release ${shortRelease(release)} was declared to take ${formatPercent(weight)}, ${took}${never ? ` (${stretch})` : `, ${stretch})`}.`,
    detail: "The difference is greater than chance would give in one of a thousand days.",
    count,
    of: total,
    from: text(from),
    to: text(to),
    evidence: [
      { label: "Its calls", href: callsHref(context, { from, to, release: shortRelease(release) }) },
    ],
    fix: deployFix(context, "Record the shares as they were", roundedShares(shares, total), from),
  };
}

/** Volumes beside what was declared: nothing on one side, or another share than the declared one. */
export function shareFindings(input: ShareInput, context: FindingContext): Finding[] {
  const differing = input.declared.flatMap((one) => {
    const shares = takenOf(one, input.interactions, context);
    // What a single release did not take went to releases that were not declared, which is a finding of its own.
    if (shares.length < 2) return [];
    const found = shares.flatMap((taken) => shareFinding(taken, shares, context) ?? []);
    // Of two shares one says all: what the one took too much is what the other did not get.
    return shares.length === 2 ? found.slice(-1) : found;
  });
  return [...nothingObserved(input, context), ...nothingDeclared(input, context), ...differing];
}
