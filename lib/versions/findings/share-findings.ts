import { formatNumber, formatPercent } from "#lib/core/format";
import { shareEstimate, Z_999 } from "#lib/core/intervals";
import { HOUR_MS } from "#lib/core/time";
import { clockIn } from "#lib/versions/clock-domain";
import { endOf, type Known, sharesTaken, soleOffer } from "./deployment-offer.ts";
import {
  callsHref,
  deployFix,
  type FindingContext,
  otherFix,
  shortRelease,
  text,
  whenSeen,
} from "./finding-words.ts";
import type { Finding } from "./findings-schema.ts";
import { callsOf, type Declared, declaredIn, type SeenHour } from "./seen.ts";
import { passedUntil } from "./silence.ts";

/** Interactions of an hour whose calls all carried one release; they are counted because each takes one path. */
export type SeenInteractions = { start: number; release: string; interactions: number };

export type ShareInput = {
  seen: readonly SeenHour[];
  interactions: readonly SeenInteractions[];
  declared: readonly Declared[];
  registered: Known;
};

/** A declared share and the one that was taken differ by at least this much before it is worth a sentence. */
const LEAST_DIFFERENCE = 0.02;

const startsOf = (rows: readonly { start: number }[]) => [...new Set(rows.map((row) => row.start))];

/** Calls of hours for which nothing was declared. */
function nothingDeclared(input: ShareInput, context: FindingContext): Finding[] {
  const { seen, declared, registered } = input;
  const own = seen.filter((row) => declaredIn(declared, row.start).length === 0);
  const [count, total] = [callsOf(own), callsOf(seen)];
  if (count === 0) return [];
  const { words, from, to } = whenSeen(startsOf(own), startsOf(seen), context);
  const carried = [...Map.groupBy(own, (row) => row.release)].sort((a, b) => callsOf(b[1]) - callsOf(a[1]));
  const [release = null, its = []] = carried.find(([digest]) => digest !== null) ?? [];
  // An offer over hours of which some were declared would overrule what was declared for them.
  const apart = declared.some((one) => one.from < to && one.to > from);
  const offered = release !== null && registered.has(release) && !apart;
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
      fix: deployFix(context, "Record what ran", offered ? soleOffer(release, its, seen, context) : null),
    },
  ];
}

/** Nothing in the whole stretch although a release was declared for all or some of it. */
function nothingObserved({ seen, declared }: ShareInput, context: FindingContext): Finding[] {
  const { interval, now } = context;
  const over = declared.filter((one) => one.from < Math.min(interval.to, now) && one.to > interval.from);
  const past = passedUntil(context);
  const [first] = over;
  const from = Math.max(first?.from ?? 0, interval.from);
  if (callsOf(seen) > 0 || !first || past - from < HOUR_MS) return [];
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

type Taken = { release: string; weight: number; count: number };

/** Interactions of the whole hours of a declared stretch, those of its releases and all. */
type Whole = { hours: number[]; counts: Map<string, number>; total: number; shares: Taken[] };

function wholeOf(one: Declared, interactions: readonly SeenInteractions[], context: FindingContext): Whole {
  const { interval } = context;
  const [from, to] = [Math.max(one.from, interval.from), Math.min(one.to, interval.to)];
  const whole = interactions.filter((row) => row.start >= from && row.start + HOUR_MS <= to);
  const counts = new Map<string, number>();
  for (const row of whole) counts.set(row.release, (counts.get(row.release) ?? 0) + row.interactions);
  return {
    hours: startsOf(whole),
    counts,
    total: whole.reduce((sum, row) => sum + row.interactions, 0),
    shares: one.shares.map(({ release, weight }) => ({ release, weight, count: counts.get(release) ?? 0 })),
  };
}

function shareFinding(
  { release, weight, count }: Taken,
  { hours, total, counts }: Whole,
  { seen, registered }: ShareInput,
  context: FindingContext,
): Finding | null {
  if (total === 0) return null;
  const { value, low, high } = shareEstimate(count, total, Z_999);
  if ((weight >= low && weight <= high) || Math.abs(value - weight) < LEAST_DIFFERENCE) return null;
  const { from, to } = whenSeen(hours, hours, context);
  const stretch = `${clockIn(from, context)} to ${clockIn(to, context)}`;
  const shares = sharesTaken(counts, registered);
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
    fix: deployFix(
      context,
      "Record the shares as they were",
      shares && { shares, from, until: endOf(to, startsOf(seen), context) },
    ),
  };
}

/** Volumes beside what was declared: nothing on one side, or another share than the declared one. */
export function shareFindings(input: ShareInput, context: FindingContext): Finding[] {
  const differing = input.declared.flatMap((one) => {
    const whole = wholeOf(one, input.interactions, context);
    const { shares, total } = whole;
    // What a single release did not take went to releases that were not declared, which is a finding of its own.
    if (shares.length < 2) return [];
    const found = shares.flatMap((taken) => shareFinding(taken, whole, input, context) ?? []);
    // Of two shares one says all: what the one took too much is what the other did not get.
    const isAll = shares.reduce((sum, taken) => sum + taken.count, 0) === total;
    return shares.length === 2 && isAll ? found.slice(-1) : found;
  });
  return [...nothingObserved(input, context), ...nothingDeclared(input, context), ...differing];
}
