import "server-only";
import { canWriteFeature, type Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { isOnRotation } from "#lib/ownership/on-call/on-rotation";
import type { RunbookTest } from "#prisma/client";
import { readRevisions } from "./read-revisions.ts";
import type { RunbookTestAnswer, RunbookTestPage } from "./runbook-test-schema.ts";
import { authorsOfTested } from "./tested-domain.ts";

/** Of each revision, whether a person wrote any of what was tested with it. */
export type Wrote = (revision: number, userId: string) => boolean;

/** Reads who wrote what is tested with each revision of a feature's runbook. */
export async function wroteBefore(client: Transaction, featureId: number): Promise<Wrote> {
  const revisions = await readRevisions(client, featureId);
  const tests = await client.runbookTest.findMany({ where: { featureId } });
  const authors = authorsOfTested(revisions, tests);
  return (revision, userId) => {
    const found = authors.get(revision);
    return !found?.allKnown || found.authors.has(userId);
  };
}

/** The tests of a feature's runbook, newest first. The cursor is the id of the last one seen. Throws `invalid`. */
export async function listRunbookTests(
  featureId: number,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<RunbookTestPage> {
  if (cursor !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor))
    throw new AppError("invalid", "cursor: not a cursor of this list");
  const last =
    cursor === undefined ? null : await db().runbookTest.findFirst({ where: { id: cursor, featureId } });
  if (cursor !== undefined && !last) throw new AppError("invalid", "cursor: not a cursor of this list");
  const rows = await db().runbookTest.findMany({
    where: {
      featureId,
      ...(last ? { OR: [{ ranAt: { lt: last.ranAt } }, { ranAt: last.ranAt, id: { lt: last.id } }] } : {}),
    },
    orderBy: [{ ranAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const wrote = await wroteBefore(db(), featureId);
  const items = rows.slice(0, limit).map((row) => presentTest(row, wrote));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Whether somebody may record a test now: who may change the feature, and who is on its rotation. Never a key. */
export async function mayRecordTest(
  principal: Principal,
  feature: { id: number; teamId: string | null },
  now: Date,
): Promise<boolean> {
  if (principal.kind !== "user") return false;
  return canWriteFeature(principal, feature) || (await isOnRotation(db(), feature.id, principal.id, now));
}

/** A stored test as the API shows it. */
export function presentTest(row: RunbookTest, wrote: Wrote): RunbookTestAnswer {
  return {
    id: row.id,
    revision: row.revision,
    result: row.result === "passed" ? "passed" : "failed",
    ranAt: row.ranAt.toISOString(),
    minutes: row.minutes,
    environment: row.environment,
    notes: row.notes,
    tester: row.testerName,
    rotation: row.rotationName,
    onRotation: row.onRotation,
    counts: row.onRotation && !wrote(row.revision, row.testerId),
    recordedAt: row.recordedAt.toISOString(),
  };
}
