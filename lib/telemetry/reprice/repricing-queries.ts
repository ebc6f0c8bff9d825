import "server-only";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { usdString } from "#lib/core/money";
import { UNREGISTERED_FEATURE } from "#lib/telemetry/domain";
import type {
  RunAnswer,
  RunRow,
  RunSummary,
  RunsAnswer,
  RunsQuery,
  RunTotal,
} from "#lib/telemetry/repricing-schema";
import type { RepricingRun, RepricingTotal } from "#prisma/client";

type Feature = { slug: string; name: string };

async function featuresOf(ids: readonly (number | null)[]): Promise<Map<number, Feature>> {
  const found = await db().feature.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, slug: true, name: true },
  });
  return new Map(found.map(({ id, ...feature }) => [id, feature]));
}

function sumOf(totals: readonly RepricingTotal[]): RunTotal {
  const sum = (of: (total: RepricingTotal) => bigint) => totals.reduce((all, total) => all + of(total), 0n);
  const before = sum((total) => total.beforeNano);
  const after = sum((total) => total.afterNano);
  return {
    calls: Number(sum((total) => total.calls)),
    changedCalls: Number(sum((total) => total.changed)),
    newlyPricedCalls: Number(sum((total) => total.newlyPriced)),
    newlyUnpricedCalls: Number(sum((total) => total.newlyUnpriced)),
    dearerCalls: Number(sum((total) => total.dearer)),
    cheaperCalls: Number(sum((total) => total.cheaper)),
    unpricedBefore: Number(sum((total) => total.unpricedBefore)),
    unpricedAfter: Number(sum((total) => total.unpricedAfter)),
    beforeUsd: usdString(before),
    afterUsd: usdString(after),
    differenceUsd: usdString(after - before),
  };
}

function summaryOf(
  run: RepricingRun & { totals: RepricingTotal[] },
  features: Map<number, Feature>,
): RunSummary {
  const of = (phase: RepricingTotal["phase"]) => run.totals.filter((total) => total.phase === phase);
  const seen = Number(run.callsSeen);
  return {
    id: run.id,
    feature: run.featureId === null ? null : (features.get(run.featureId) ?? null),
    from: run.from.toISOString(),
    to: run.to.toISOString(),
    reason: run.reason,
    status: run.status,
    problem: run.problem,
    createdBy: run.createdBy,
    createdAt: run.createdAt.toISOString(),
    appliedBy: run.appliedBy,
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    // Counted from whole hours when the phase began; calls that arrived since are looked at too.
    progress: { calls: seen, of: Math.max(seen, Number(run.callsTotal)) },
    preview: sumOf(of("preview")),
    applied: run.startedAt ? sumOf(of("applied")) : null,
  };
}

/** A key that is bound to a feature sees the runs of that feature alone. */
const reach = (principal: Principal) =>
  principal.kind === "key" && principal.featureId !== null ? { featureId: principal.featureId } : {};

/** Re-pricing runs, newest first. Throws `invalid` for a cursor that is none. */
export async function listRuns(principal: Principal, query: RunsQuery): Promise<RunsAnswer> {
  if (query.cursor && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(query.cursor))
    throw new AppError("invalid", "cursor: this is not one of our cursors");
  const rows = await db().repricingRun.findMany({
    where: { ...reach(principal), ...(query.cursor ? { id: { lt: query.cursor } } : {}) },
    orderBy: { id: "desc" },
    take: query.limit + 1,
    include: { totals: true },
  });
  const items = rows.slice(0, query.limit);
  const features = await featuresOf(items.map((run) => run.featureId));
  return {
    items: items.map((run) => summaryOf(run, features)),
    next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
  };
}

function rowOf(total: RepricingTotal, features: Map<number, Feature>): RunRow {
  return {
    ...sumOf([total]),
    feature: total.featureId === UNREGISTERED_FEATURE ? null : (features.get(total.featureId) ?? null),
    kind: total.kind,
    provider: total.provider || null,
    name: total.name || null,
  };
}

const size = (nano: bigint) => (nano < 0n ? -nano : nano);

/** One run with what it changes, the largest difference first. Throws `not_found`. */
export async function readRun(principal: Principal, id: string): Promise<RunAnswer> {
  const run = await db().repricingRun.findFirst({
    where: { id, ...reach(principal) },
    include: { totals: true },
  });
  if (!run) throw new AppError("not_found", "There is no such run.");
  const phase = run.startedAt ? "applied" : "preview";
  const totals = run.totals
    .filter((total) => total.phase === phase)
    .toSorted((a, b) => Number(size(b.afterNano - b.beforeNano) - size(a.afterNano - a.beforeNano)));
  const features = await featuresOf([run.featureId, ...totals.map((total) => total.featureId)]);
  return { ...summaryOf(run, features), rows: totals.map((total) => rowOf(total, features)) };
}
