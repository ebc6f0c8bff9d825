import { formatPercent } from "#lib/core/format";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { nameOfChange } from "#lib/versions/domain";
import { callsOf, isAnswer, type SeenHour } from "#lib/versions/findings/seen";
import type { Segment } from "#lib/versions/schema";

/** Something that began to run, or to answer, at an instant (milliseconds). */
export type Change = {
  at: number;
  kind: "deployment" | "model";
  label: string;
  reason: string | null;
  reportedBy: string | null;
};

/** "prompt v13 10 %": what is new, and its share where it does not take all. */
function labelOf(now: Segment, before: Segment): string {
  const parts = (segment: Segment) => segment.shares.flatMap((share) => share.artifacts);
  const fresh = now.shares.find((share) => !before.shares.some((old) => old.release === share.release));
  const shown = fresh ?? now.shares[0];
  const name = nameOfChange(parts(now), parts(before)) ?? shown?.release.slice(0, 12) ?? "";
  const weight = shown && (now.shares.length > 1 || !fresh) ? ` to ${formatPercent(shown.weight)}` : "";
  if (fresh) return `${name}${weight}`;
  const own = shown?.artifacts.find((part) => part.kind === "prompt");
  return `${own ? `${own.name} ${own.version}` : (shown?.release.slice(0, 12) ?? "")}${weight}`;
}

/** Where one declared stretch took over from another that had other releases or shares. */
export function deploymentChanges(segments: readonly Segment[]): Change[] {
  const shares = (segment: Segment) => JSON.stringify(segment.shares.map((one) => [one.release, one.weight]));
  return segments.flatMap((segment, index): Change[] => {
    const before = segments[index - 1];
    if (before?.certainty !== "declared" || segment.certainty !== "declared") return [];
    if (shares(before) === shares(segment)) return [];
    const { reason, reportedBy } = segment;
    return [
      {
        at: Date.parse(segment.from),
        kind: "deployment",
        label: labelOf(segment, before),
        reason,
        reportedBy,
      },
    ];
  });
}

/** A model took over when it gives at least this part of the answers of the day that follows … */
const MOST_AFTER = 0.5;
/** … and gave less than this part of those before it. */
const MOST_BEFORE = 0.05;
/** Answers that each side must have. */
const LEAST_ANSWERS = 20;
const LOOK_BACK_MS = 3 * DAY_MS;

type Answers = { start: number; model: string; calls: number };

/** The hour that divides the answers best into those before and those since, if one took over from the other there. */
function takenOver(answers: readonly Answers[], model: string): { at: number; before: string } | null {
  const starts = new Set(answers.filter((one) => one.model === model).map((one) => one.start));
  const own = (rows: readonly Answers[]) => callsOf(rows.filter((one) => one.model === model));
  let best: { at: number; before: string; misplaced: number } | null = null;
  for (const at of starts) {
    const before = answers.filter((one) => one.start >= at - LOOK_BACK_MS && one.start < at);
    const after = answers.filter((one) => one.start >= at && one.start < at + DAY_MS);
    const [all, since] = [callsOf(before), callsOf(after)];
    if (all < LEAST_ANSWERS || since < LEAST_ANSWERS) continue;
    if (own(before) >= MOST_BEFORE * all || own(after) < MOST_AFTER * since) continue;
    const misplaced = own(before) + since - own(after);
    if (best && best.misplaced <= misplaced) continue;
    const [most] = [...Map.groupBy(before, (one) => one.model)].sort((a, b) => callsOf(b[1]) - callsOf(a[1]));
    if (most) best = { at, before: most[0], misplaced };
  }
  return best;
}

/** Where a provider began to answer the same request with another model. What asks for another model is no such change. */
export function modelChanges(seen: readonly SeenHour[]): Change[] {
  const requests = Map.groupBy(
    seen.filter((row) => isAnswer(row) && row.requestModel !== null),
    (row) => JSON.stringify([row.provider, row.requestModel]),
  );
  return [...requests.values()].flatMap((rows) => {
    const answers = rows.map((row) => ({
      start: row.start,
      model: row.responseModel ?? "",
      calls: row.calls,
    }));
    const models = [...new Set(answers.map((one) => one.model))];
    return models.flatMap((model): Change[] => {
      const change = takenOver(answers, model);
      if (!change) return [];
      const reason = `${rows[0]?.requestModel} had been answered by ${change.before}`;
      return [{ at: change.at, kind: "model", label: `${model} answers`, reason, reportedBy: null }];
    });
  });
}

/** How near a deployment explains a change of the model that answers. */
const SAME_MS = 2 * HOUR_MS;

/** Both together in the order of time; a model that changed with a deployment is the deployment's. */
export function allChanges(segments: readonly Segment[], seen: readonly SeenHour[]): Change[] {
  const deployments = deploymentChanges(segments);
  const models = modelChanges(seen).filter(
    ({ at }) => !deployments.some((one) => Math.abs(one.at - at) <= SAME_MS),
  );
  return [...deployments, ...models].sort((a, b) => a.at - b.at);
}

const NEAR_MS = 7 * DAY_MS;
const MOST_SHOWN = 4;

/** The changes of a day and of a week around it, the nearest four; else the last one before it. In the order of time. */
export function changesNear(changes: readonly Change[], interval: { from: number; to: number }): Change[] {
  const distance = ({ at }: Change) => Math.max(0, interval.from - at, at - interval.to);
  const near = changes.filter((one) => distance(one) <= NEAR_MS);
  const before = changes.filter((one) => one.at < interval.from).slice(-1);
  return (near.length > 0 ? near : before)
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, MOST_SHOWN)
    .sort((a, b) => a.at - b.at);
}

const MOST_MS = 7 * DAY_MS;

export type Windows = {
  before: { from: number; to: number };
  after: { from: number; to: number };
  hours: number;
};

/**
 * Two windows of one length around a change, in whole UTC hours without the hour in which it happened: at most seven
 * days, never over a neighbouring change or into the future, whole days where there is room for one. Null without an hour.
 */
export function windowsOf(change: Change, changes: readonly Change[], now: number): Windows | null {
  const floor = (at: number) => Math.floor(at / HOUR_MS) * HOUR_MS;
  const ceil = (at: number) => Math.ceil(at / HOUR_MS) * HOUR_MS;
  const [end, start] = [floor(change.at), ceil(change.at)];
  const previous = changes.filter((one) => one.at < change.at).map((one) => ceil(one.at));
  const next = changes.filter((one) => one.at > change.at).map((one) => floor(one.at));
  const room = Math.min(
    MOST_MS,
    end - Math.max(Number.NEGATIVE_INFINITY, ...previous),
    Math.min(floor(now), ...next) - start,
  );
  const length = room >= DAY_MS ? Math.floor(room / DAY_MS) * DAY_MS : room;
  if (length < HOUR_MS) return null;
  return {
    before: { from: end - length, to: end },
    after: { from: start, to: start + length },
    hours: length / HOUR_MS,
  };
}

const WEEK_HOURS = 168;

/** What windows of so many hours leave unequal between their sides; null where they are whole weeks. */
export function unequal(hours: number): string | null {
  if (hours < 24)
    return "The windows are shorter than a day, so they compare other hours of the day with each other.";
  if (hours % WEEK_HOURS === 0) return null;
  return "The windows are no whole week, so they compare other days of the week with each other.";
}
