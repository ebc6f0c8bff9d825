import type { Principal } from "#lib/auth/domain";
import { db, pool } from "#lib/core/db";
import { addDays } from "#lib/core/time";
import { rangeOf } from "#lib/cost/domain";
import { readCost } from "#lib/cost/read-cost";
import { readLatency } from "#lib/cost/read-latency";
import { type CostView, costQuery, costView, latencyQuery } from "#lib/cost/schema";
import { listFeatureRows, listOwnerTeams, requireFeature, requireFeatureRow } from "#lib/features/queries";
import { newestRevision } from "#lib/ownership/queries";
import { getPortfolioFeature, listPortfolio } from "#lib/portfolio/queries";
import { portfolioQuery } from "#lib/portfolio/schema";
import { evaluateFeature } from "#lib/scorecard/evaluate-feature";
import { listScorecardHistory } from "#lib/scorecard/history-queries";
import { getScorecard } from "#lib/scorecard/queries";
import {
  allCallFilters,
  allInteractionsQuery,
  callFilters,
  interactionFilters,
  screenView,
  summaryView,
} from "#lib/telemetry/filters-schema";
import { listUnregisteredServices, readTelemetryState } from "#lib/telemetry/queries";
import { summariseAllCalls, summariseCalls } from "#lib/telemetry/read/queries-call-summary";
import { listAllCalls, listCalls } from "#lib/telemetry/read/queries-calls";
import { summariseFeedback } from "#lib/telemetry/read/queries-feedback";
import { readInteraction } from "#lib/telemetry/read/queries-interaction";
import { listInteractions } from "#lib/telemetry/read/queries-interactions";
import { readVersionsScreen } from "#lib/versions/day/screen";
import { listDeployments, listEnvironments, running, runningNow, spanOf } from "#lib/versions/queries";

export const principal: Principal = { kind: "system", name: "bench" };

/** What is timed; `promised`: one of the screens that a target is stated for. */
export type Screen = { promised: boolean; run: (turn: number) => Promise<unknown> };

const environment = "production";
/** Rows of a page, as the screens ask for them. */
const paging = { limit: 50 };

/** What every page of a feature reads for its head, beside what the page itself reads. */
const head = async (slug: string, now: Date) => {
  await requireFeature(principal, slug);
  return getPortfolioFeature(principal, slug, now);
};

async function scorecardPage(slug: string, now: Date) {
  const feature = await requireFeatureRow(principal, slug);
  await getScorecard(feature, now);
  await Promise.all([
    listScorecardHistory(feature.id, { limit: 6 }),
    readTelemetryState(feature.id, now),
    runningNow(feature.id, environment),
    listDeployments(feature.id, environment, addDays(now, -31), now),
    newestRevision(feature.id),
    readCost(feature.id, costQuery.parse({ environment }), now),
  ]);
}

async function costPage(slug: string, asked: Partial<CostView>, now: Date) {
  const feature = await requireFeature(principal, slug);
  await readTelemetryState(feature.id, now);
  const view = costView.parse(asked);
  const zone = view.tz ?? "UTC";
  const { from, to, grain } = rangeOf(view.range, zone, now);
  const query = costQuery.parse({ environment: view.environment, tz: zone, grain, split: view.by });
  await Promise.all([
    readCost(feature.id, { ...query, from, to }, now),
    listEnvironments(feature.id),
    listDeployments(feature.id, view.environment, addDays(now, -92), now),
  ]);
}

/** As the page's readForScreen, which needs the browser's library, asks for them. */
function explorer(feature: { id: number; slug: string; name: string }, asked: Record<string, string>) {
  const view = screenView(asked);
  const { feature: _, ...counted } = allCallFilters.parse(summaryView(view));
  const { feature: __, ...filters } = allCallFilters.parse(view);
  const { feature: ___, columns, cursor, limit, format, ...interactions } = allInteractionsQuery.parse(view);
  return Promise.all([
    summariseCalls(feature, counted),
    view.level === "calls"
      ? listCalls(feature, filters, paging)
      : listInteractions(feature, interactions, paging),
  ]);
}

async function callsPage(slug: string, asked: Record<string, string>, now: Date) {
  const feature = await requireFeature(principal, slug);
  await readTelemetryState(feature.id, now);
  await Promise.all([
    explorer(feature, asked),
    summariseFeedback(feature.id, { environment, days: 30 }, now),
  ]);
}

async function allCallsPage() {
  await listFeatureRows(principal);
  const filters = allCallFilters.parse(screenView({}));
  await Promise.all([
    summariseAllCalls(principal, filters),
    listAllCalls(principal, filters, paging),
    listUnregisteredServices(principal),
  ]);
}

/** Ids of interactions here and there in a feature's 80 days. */
async function someInteractions(featureId: number, now: Date): Promise<string[]> {
  const found = Array.from({ length: 20 }, (_, turn) =>
    pool().query<{ id: string }>(
      `SELECT id::text FROM interaction WHERE feature_id = $1 AND environment = 'production' AND started_at < $2::timestamptz
       ORDER BY started_at DESC LIMIT 1`,
      [featureId, addDays(now, -4 * turn - 1).toISOString()],
    ),
  );
  return (await Promise.all(found)).map(({ rows }) => rows[0]?.id ?? "");
}

/** The screens and answers that are timed, each by the functions that its page or route calls. */
export async function screens(now: Date): Promise<Record<string, Screen>> {
  // Stored cards as the job keeps them: younger than the features' last change, older than none.
  for (const { id } of await db().feature.findMany()) await evaluateFeature(id, now, {});
  const feature = await db().feature.findUniqueOrThrow({ where: { slug: "feature-1" } });
  const other = await db().feature.findUniqueOrThrow({ where: { slug: "feature-11" } });
  const asked = { environment };
  const filters = callFilters.parse(asked);
  const rare = callFilters.parse({ ...asked, operation: "chat", attempt: "fallback", status: "error" });
  const at = { from: addDays(now, -30), to: now };
  // A cursor that lies 60 days back: what a reader has who came there page by page.
  const deep = await listCalls(feature, { ...filters, to: addDays(now, -60) }, paging, now);
  const [traces, conversations] = [
    await someInteractions(feature.id, now),
    await someInteractions(other.id, now),
  ];
  const day = (turn: number) =>
    addDays(now, -(turn % 85))
      .toISOString()
      .slice(0, 10);
  const ranAt = async (turn: number, place: string) => {
    const { id } = await requireFeature(principal, feature.slug);
    return running({
      featureId: id,
      environment: place,
      span: spanOf(day(turn), "Europe/Berlin", now),
      knownAt: null,
    });
  };
  const page = (run: (turn: number) => Promise<unknown>): Screen => ({
    promised: true,
    run: (turn) => Promise.all([head(feature.slug, now), run(turn)]),
  });
  const promised = (run: Screen["run"]): Screen => ({ promised: true, run });
  const beside = (run: Screen["run"]): Screen => ({ promised: false, run });
  const cost = (asks: Partial<CostView>) => page(() => costPage(feature.slug, asks, now));
  const calls = (asks: Record<string, string>) => page(() => callsPage(feature.slug, asks, now));
  return {
    portfolio: promised(() =>
      Promise.all([listPortfolio(principal, portfolioQuery.parse({}), now), listOwnerTeams()]),
    ),
    scorecard: page(() => scorecardPage(feature.slug, now)),
    cost: cost({}),
    "cost by model in Berlin": cost({ by: "model", tz: "Europe/Berlin" }),
    "cost by release over 90 days": cost({ by: "release", range: "90d" }),
    calls: calls({}),
    "calls of production": calls(asked),
    "calls of all features": promised(allCallsPage),
    interactions: calls({ level: "interactions" }),
    "what ran on a day": page((turn) =>
      readVersionsScreen(feature, { at: day(turn), tz: "Europe/Berlin", environment, known: "now" }, now),
    ),
    "running at a day": promised((turn) => ranAt(turn, environment)),
    "running from telemetry": promised((turn) => ranAt(turn, "staging")),
    // What these are made of, and what is asked for after a page is there.
    evaluation: beside((turn) => evaluateFeature(feature.id, new Date(now.getTime() + turn + 1), {})),
    head: beside(() => head(feature.slug, now)),
    "cost alone": beside(() =>
      readCost(feature.id, { ...costQuery.parse({ split: "attempt" }), ...at }, now),
    ),
    latency: beside(() => readLatency(feature.id, { ...latencyQuery.parse({}), ...at }, now)),
    "call list alone": beside(() => listCalls(feature, filters, paging, now)),
    "call list of rare ones": beside(() => listCalls(feature, rare, paging, now)),
    "call list 60 days back": beside(() =>
      listCalls(feature, filters, { ...paging, cursor: deep.next ?? undefined }, now),
    ),
    "interaction list": beside(() => listInteractions(feature, interactionFilters.parse(asked), paging, now)),
    interaction: beside((turn) =>
      readInteraction(principal, feature, traces[turn % 20] ?? "", { content: true }, now),
    ),
    "interaction of a conversation": beside((turn) =>
      readInteraction(principal, other, conversations[turn % 20] ?? "", { content: true }, now),
    ),
  };
}
