import "server-only";
import { recordActivity } from "#lib/activity/record";
import { authoriseAdmin } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { RunBody } from "#lib/telemetry/repricing-schema";
import { Prisma } from "#prisma/client";
import { differenceOf, runSubject } from "./repricing-finish.ts";
import type { LoadPriceBook } from "./repricing-step.ts";

type Scope = { featureId: number | null; from: Date; to: Date };

/** Calls of the hours that a period touches, from the rollups: what progress is measured against. */
async function countCalls(tx: Transaction, { featureId, from, to }: Scope): Promise<bigint> {
  const mine = featureId === null ? Prisma.empty : Prisma.sql`AND feature_id = ${featureId}`;
  const rows = await tx.$queryRaw<{ calls: bigint }[]>`
    SELECT coalesce(sum(calls), 0)::bigint AS calls FROM call_rollup
    WHERE grain = 'h' AND start >= date_trunc('hour', ${from.toISOString()}::timestamptz, 'UTC')
      AND start < ${to.toISOString()}::timestamptz ${mine}`;
  return rows[0]?.calls ?? 0n;
}

/**
 * Begins a run: its preview is computed by the job, and nothing is written to telemetry until it is applied.
 * Throws `forbidden` and `not_found` (feature).
 */
export async function previewRepricing(
  principal: Principal,
  body: RunBody,
  load: LoadPriceBook,
): Promise<string> {
  authoriseAdmin(principal);
  const { digest } = await load();
  return db().$transaction(async (tx) => {
    const feature = body.feature ? await tx.feature.findUnique({ where: { slug: body.feature } }) : null;
    if (body.feature && !feature) throw new AppError("not_found", "There is no feature of that name.");
    const scope = { featureId: feature?.id ?? null, from: body.from, to: body.to };
    const run = await tx.repricingRun.create({
      data: {
        ...scope,
        reason: body.reason,
        status: "previewing",
        pricesDigest: digest,
        callsTotal: await countCalls(tx, scope),
        callsSeen: 0,
        createdBy: principal.name,
      },
    });
    await recordActivity(tx, principal, {
      action: "repricing.preview",
      subject: runSubject(run, feature),
      featureId: feature?.id,
      after: { reason: body.reason },
    });
    return run.id;
  });
}

/** The run, locked until the transaction ends, with the feature that it is for. Throws `not_found`. */
async function lockRun(tx: Transaction, id: string) {
  await tx.$executeRaw`SELECT 1 FROM repricing_run WHERE id = ${id}::uuid FOR UPDATE`;
  const run = await tx.repricingRun.findUnique({ where: { id } });
  if (!run) throw new AppError("not_found", "There is no such run.");
  const feature = run.featureId ? await tx.feature.findUnique({ where: { id: run.featureId } }) : null;
  return { run, feature };
}

/**
 * Lets the job apply a run that was previewed. Throws `forbidden`, `not_found`, and `conflict` when there is no preview
 * to decide on, or the prices have changed since.
 */
export async function applyRepricing(
  principal: Principal,
  id: string,
  load: LoadPriceBook,
  now = new Date(),
): Promise<void> {
  authoriseAdmin(principal);
  const { digest } = await load();
  await db().$transaction(async (tx) => {
    const { run, feature } = await lockRun(tx, id);
    if (run.status === "previewing")
      throw new AppError("conflict", "The preview is not complete yet. Apply the run once it is.");
    if (run.status !== "previewed")
      throw new AppError("conflict", `This run is ${run.status}. Make a new preview to price calls anew.`);
    if (run.pricesDigest !== digest)
      throw new AppError("conflict", "The prices have changed since this preview. Make a new one.");
    await tx.repricingRun.update({
      where: { id },
      data: {
        status: "running",
        appliedBy: principal.name,
        startedAt: now,
        cursor: Prisma.DbNull,
        callsSeen: 0,
        callsTotal: await countCalls(tx, run),
      },
    });
    await recordActivity(tx, principal, {
      action: "repricing.apply",
      subject: runSubject(run, feature),
      featureId: run.featureId ?? undefined,
      after: { reason: run.reason, preview: await differenceOf(tx, id, "preview") },
    });
  });
}

/** Ends a run before its end; what it has changed until then stays. Throws `forbidden`, `not_found` and `conflict`. */
export async function cancelRepricing(principal: Principal, id: string, now = new Date()): Promise<void> {
  authoriseAdmin(principal);
  await db().$transaction(async (tx) => {
    const { run, feature } = await lockRun(tx, id);
    if (run.status !== "previewing" && run.status !== "previewed" && run.status !== "running")
      throw new AppError("conflict", `This run is ${run.status} already.`);
    await tx.repricingRun.update({ where: { id }, data: { status: "cancelled", finishedAt: now } });
    await recordActivity(tx, principal, {
      action: "repricing.cancel",
      subject: runSubject(run, feature),
      featureId: run.featureId ?? undefined,
      before: { status: run.status },
      after: { status: "cancelled", changed: await differenceOf(tx, id, "applied") },
    });
  });
}
