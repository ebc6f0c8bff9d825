import { dayOf } from "#lib/core/calendar";
import { csvResponse } from "#lib/core/csv";
import { route } from "#lib/core/route";
import { addDays, HOUR_MS } from "#lib/core/time";
import { listTrafficHours } from "#lib/failures/queries";
import { troubleIn } from "#lib/failures/trouble-domain";
import { requireFeature } from "#lib/features/queries";
import { featureParams } from "#lib/features/schema";
import { criteria } from "#lib/scorecard/criteria";
import { listMetCounts } from "#lib/scorecard/history-queries";
import { seriesOf } from "#lib/scorecard/timeline-domain";
import { timeline, timelineQuery } from "#lib/scorecard/timeline-schema";
import { microsOfDate } from "#lib/versions/instant";
import { namedStretches } from "#lib/versions/named-stretches";
import { listDeployments, running } from "#lib/versions/queries";

const iso = (at: number) => new Date(at).toISOString();

export const GET = route({
  summary: "Deployments, the score, trouble seen in telemetry, cost and errors of a feature on one time axis",
  access: "read",
  params: featureParams,
  query: timelineQuery,
  answer: timeline,
  run: async ({ principal, params, query }) => {
    const feature = await requireFeature(principal, params.slug);
    const to = new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS);
    const from = addDays(to, -query.days);
    const { environment } = query;
    const about = { featureId: feature.id, environment, knownAt: null, declaredOnly: true };
    const [deployments, ran, scores, hours] = await Promise.all([
      listDeployments(feature.id, environment, from, to),
      running({ ...about, span: { from: microsOfDate(from), to: microsOfDate(to) } }),
      listMetCounts(feature.id, from),
      listTrafficHours(feature.id, environment, from, to),
    ]);
    const limit = criteria.policy.failures.limitPerTenThousand[feature.stakes] / 10_000;
    const span = { from: from.getTime(), to: to.getTime() };
    const series = seriesOf(hours, span, query.days === 7 ? "hour" : "day", query.tz);
    if (query.format === "csv") {
      const head = ["start", "interactions", "mean_cents", "calls", "error_share"];
      const rows = series.map((one) => [one.start, one.interactions, one.cents, one.calls, one.errorShare]);
      return csvResponse(`${feature.slug}-timeline`, head, rows);
    }
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      limit,
      deployments: deployments.map((one) => ({
        at: one.effectiveAt,
        name: one.name,
        reason: one.reason,
        by: one.reportedBy,
      })),
      running: namedStretches(ran.segments).map((one) => ({
        ...one,
        day: dayOf(new Date(one.from), query.tz),
      })),
      scores,
      trouble: troubleIn(hours, limit).map((one) => ({ ...one, from: iso(one.from), to: iso(one.to) })),
      series,
    };
  },
});
