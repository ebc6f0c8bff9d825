import "server-only";
import { db } from "#lib/core/db";
import { DAY_MS } from "#lib/core/time";
import { diffLinks } from "#lib/versions/compare/diff-links";
import { timelineAxis, type VersionsView, versionsHref } from "#lib/versions/domain";
import type { EffectsAnswer } from "#lib/versions/effects/effects-schema";
import { readEffects } from "#lib/versions/effects/read-effects";
import { readSeen } from "#lib/versions/findings/read-seen";
import { microsOfDate } from "#lib/versions/instant";
import { listEnvironments, running, spanOf } from "#lib/versions/queries";
import { listReleases } from "#lib/versions/release-queries";
import type { ReleasePage } from "#lib/versions/schema";
import { type DayAnswer, readDay } from "./day-answer.ts";
import { knownDigests } from "./segments.ts";
import { prepareTimeline, type Timeline } from "./timeline.ts";

export type VersionsScreen = {
  /** The day as known now, as known when it ended, and what telemetry showed beside it. */
  day: DayAnswer;
  effects: EffectsAnswer;
  timeline: Timeline;
  /** The comparison of each share with what it took over from, by "from release". */
  diffs: Record<string, string>;
  releases: ReleasePage;
  environments: string[];
};

/** Calls of each UTC day that an axis touches. */
async function seenByDay(featureId: number, environment: string, axis: { from: Date; to: Date }) {
  const from = Math.floor(axis.from.getTime() / DAY_MS) * DAY_MS;
  const digests = await knownDigests(db(), featureId);
  return readSeen({ featureId, environment, from, to: axis.to.getTime(), grain: "d" }, digests);
}

/** Everything that the screen "What ran on" shows of a feature, from records and rollups. `at` is the present. */
export async function readVersionsScreen(
  feature: { id: number; slug: string },
  view: VersionsView,
  at: Date,
): Promise<VersionsScreen> {
  const { environment } = view;
  const span = spanOf(view.at, view.tz, at);
  const axis = timelineAxis(view.at, view.tz, at);
  const around = { from: microsOfDate(axis.from), to: microsOfDate(axis.to) };
  const about = { featureId: feature.id, environment };
  const [day, effects, months, days, releases, environments] = await Promise.all([
    readDay(feature, view, at),
    readEffects(feature, environment, span, at),
    running({ ...about, span: around, knownAt: view.known === "then" ? span.to : null, declaredOnly: true }),
    seenByDay(feature.id, environment, axis),
    listReleases(feature.id, { limit: 20 }),
    listEnvironments(feature.id),
  ]);
  const hrefOf = (other: string) => versionsHref(feature.slug, { ...view, at: other });
  const timeline = prepareTimeline(months.segments, days, axis, { zone: view.tz, hrefOf });
  const shown = view.known === "then" ? day.then : day.now;
  const diffs = diffLinks(feature.slug, shown.segments, months.segments);
  return { day, effects, timeline, diffs, releases, environments };
}
