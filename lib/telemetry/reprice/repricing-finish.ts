import "server-only";
import { recordActivity } from "#lib/activity/record";
import { db, type Transaction } from "#lib/core/db";
import { usdString } from "#lib/core/money";
import type { RepricingPhase } from "#prisma/client";

export const SYSTEM = { kind: "system", name: "Threshold" } as const;

/** What a run would change or has changed, for the log: counts of calls, money as decimal strings. */
export async function differenceOf(tx: Transaction, runId: string, phase: RepricingPhase) {
  const { _sum: sum } = await tx.repricingTotal.aggregate({
    where: { runId, phase },
    _sum: { changed: true, newlyPriced: true, beforeNano: true, afterNano: true },
  });
  const before = sum.beforeNano ?? 0n;
  const after = sum.afterNano ?? 0n;
  return {
    changedCalls: Number(sum.changed ?? 0n),
    newlyPricedCalls: Number(sum.newlyPriced ?? 0n),
    beforeUsd: usdString(before),
    afterUsd: usdString(after),
    differenceUsd: usdString(after - before),
  };
}

/** "14 features" or the feature's slug, and the period: how the log names a run. */
export function runSubject(run: { id: string; from: Date; to: Date }, feature: { name: string } | null) {
  const days = `${run.from.toISOString()} to ${run.to.toISOString()}`;
  return { kind: "repricing", id: run.id, name: `${feature?.name ?? "every feature"}, ${days}` };
}

/**
 * Ends the phase of a run whose last call was looked at: a preview waits for a decision, an application is done. Once:
 * whoever comes second changes nothing. Scorecards of the features that changed are judged anew.
 */
export async function finishRun(runId: string, now = new Date()): Promise<void> {
  await db().$transaction(async (tx) => {
    const previewed = await tx.repricingRun.updateMany({
      where: { id: runId, status: "previewing" },
      data: { status: "previewed", previewedAt: now },
    });
    if (previewed.count > 0) return;
    const done = await tx.repricingRun.updateMany({
      where: { id: runId, status: "running" },
      data: { status: "done", finishedAt: now },
    });
    if (done.count === 0) return;
    const run = await tx.repricingRun.findUniqueOrThrow({ where: { id: runId } });
    const feature = run.featureId ? await tx.feature.findUnique({ where: { id: run.featureId } }) : null;
    await recordActivity(tx, SYSTEM, {
      action: "repricing.finish",
      subject: runSubject(run, feature),
      featureId: run.featureId ?? undefined,
      after: await differenceOf(tx, runId, "applied"),
    });
    const touched = await tx.repricingTotal.findMany({
      where: { runId, phase: "applied", changed: { gt: 0 } },
      select: { featureId: true },
    });
    const ids = touched.map((total) => total.featureId);
    await tx.feature.updateMany({ where: { id: { in: ids } }, data: { changedAt: now } });
  });
}
