import "server-only";
import { recordActivity } from "#lib/activity/record";
import { canWriteFeature, type Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { isOnRotation } from "#lib/ownership/on-call/on-rotation";
import { presentTest, wroteBefore } from "./runbook-test-queries.ts";
import type { RunbookTestAnswer, RunbookTestInput } from "./runbook-test-schema.ts";

/**
 * Keeps that the signed-in person followed a revision, and what came of it. Whether they were on the feature's rotation is
 * settled here, of the moment when it ran. Throws `not_found`, `forbidden` (a key; nobody of the team or the rotation)
 * and `invalid` (a time in the future, or of before the revision was there).
 */
export async function recordRunbookTest(
  principal: Principal,
  slug: string,
  input: RunbookTestInput,
  now = new Date(),
): Promise<RunbookTestAnswer> {
  if (principal.kind !== "user")
    throw new AppError("forbidden", "A test of a runbook is recorded by the person who ran it.");
  return db().$transaction(async (tx) => {
    const feature = await tx.feature.findUnique({
      where: { slug },
      include: { rotation: { select: { name: true } } },
    });
    if (!feature) throw new AppError("not_found", "There is no feature of that name.");
    const onRotation = await isOnRotation(tx, feature.id, principal.id, input.ranAt);
    if (!canWriteFeature(principal, feature) && !onRotation) {
      throw new AppError(
        "forbidden",
        "Only people on the feature’s rotation, members of the owning team, admins and editors may record a test.",
      );
    }
    await refuseImpossible(tx, feature.id, input, now);
    const saved = await tx.runbookTest.create({
      data: {
        featureId: feature.id,
        revision: input.revision,
        result: input.result,
        ranAt: input.ranAt,
        minutes: input.minutes ?? null,
        environment: input.environment ?? null,
        notes: input.notes,
        testerId: principal.id,
        testerName: principal.name,
        onRotation,
        rotationName: feature.rotation?.name ?? null,
        recordedAt: now,
      },
    });
    await recordActivity(tx, principal, {
      action: "runbook.record_test",
      subject: { kind: "runbook", id: slug, name: `runbook of ${feature.name}` },
      featureId: feature.id,
      after: {
        revision: saved.revision,
        result: saved.result,
        ranAt: saved.ranAt.toISOString(),
        notes: saved.notes,
      },
    });
    return presentTest(saved, await wroteBefore(tx, feature.id));
  });
}

async function refuseImpossible(
  tx: Transaction,
  featureId: number,
  input: RunbookTestInput,
  now: Date,
): Promise<void> {
  const refuse = (path: string, message: string) => {
    throw new AppError("invalid", `${path}: ${message}`, { fields: [{ path, message }] });
  };
  const revision = await tx.runbookRevision.findUnique({
    where: { featureId_number: { featureId, number: input.revision } },
    select: { createdAt: true },
  });
  if (!revision) throw new AppError("not_found", `The runbook has no revision ${input.revision}.`);
  if (input.ranAt > now) refuse("ranAt", "a test cannot have run in the future");
  if (input.ranAt < revision.createdAt)
    refuse("ranAt", `revision ${input.revision} was not there yet; it was saved later`);
}
