import "server-only";
import { timelineAxis, type VersionsView, versionsHref } from "./domain.ts";
import { microsOfDate } from "./instant.ts";
import { listEnvironments, observedByDay, running, spanOf } from "./queries.ts";
import { listReleases } from "./release-queries.ts";
import type { ReleasePage, Running } from "./schema.ts";
import { prepareTimeline, type Timeline } from "./timeline.ts";

export type VersionsScreen = {
  /** The day as known now, and as known when it ended. */
  now: Running;
  then: Running;
  timeline: Timeline;
  releases: ReleasePage;
  environments: string[];
};

/** Everything that the screen "What ran on" shows of a feature. `at` is the present. */
export async function readVersionsScreen(
  feature: { id: number; slug: string },
  view: VersionsView,
  at: Date,
): Promise<VersionsScreen> {
  const { environment } = view;
  const day = spanOf(view.at, view.tz, at);
  const axis = timelineAxis(view.at, view.tz, at);
  const around = { from: microsOfDate(axis.from), to: microsOfDate(axis.to) };
  const about = { featureId: feature.id, environment };
  const dayEnd = day.to;
  const [now, then, months, days, releases, environments] = await Promise.all([
    running({ ...about, span: day, knownAt: null }),
    running({ ...about, span: day, knownAt: dayEnd }),
    running({ ...about, span: around, knownAt: view.known === "then" ? dayEnd : null, declaredOnly: true }),
    observedByDay(feature.id, environment, around),
    listReleases(feature.id, { limit: 20 }),
    listEnvironments(feature.id),
  ]);
  const hrefOf = (other: string) => versionsHref(feature.slug, { ...view, at: other });
  const timeline = prepareTimeline(months.segments, days, axis, { zone: view.tz, hrefOf });
  return { now, then, timeline, releases, environments };
}
