import "server-only";
import { recordActivity } from "#lib/activity/record";
import { authoriseFeatureRead, authoriseFeatureWrite } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { sha256 } from "#lib/core/ids";
import { decideSave, MAX_RUNBOOK_BYTES, utf8Bytes } from "#lib/ownership/domain";
import type { Revision, RunbookInput } from "#lib/ownership/schema";
import { storeLinks } from "./store-links.ts";

/**
 * Appends a revision to the runbook of a feature; the text of the newest one again appends nothing.
 * Throws `not_found`, `forbidden`, `too_large` (over 200 KiB) and `conflict` (somebody saved after `basedOn`).
 */
export async function saveRunbook(
  principal: Principal,
  slug: string,
  input: RunbookInput,
): Promise<{ created: boolean; revision: Revision }> {
  refuseTooLarge(input.markdown);
  return db().$transaction(async (tx) => {
    const feature = await lockFeature(tx, principal, slug);
    const newest = await tx.runbookRevision.findFirst({
      where: { featureId: feature.id },
      orderBy: { number: "desc" },
    });
    const digest = sha256(input.markdown);
    const decision = decideSave(newest, digest, input.basedOn);
    if (decision === "unchanged" && newest) return { created: false, revision: presentRevision(newest) };
    if (decision === "conflict") throw conflict(newest);
    const saved = await tx.runbookRevision.create({
      data: {
        featureId: feature.id,
        number: (newest?.number ?? 0) + 1,
        markdown: input.markdown,
        digest,
        note: input.note || null,
        authorId: writerOf(principal),
        authorName: principal.name,
      },
    });
    await storeLinks(tx, saved);
    const head = (row: { number: number; digest: string; note: string | null }) => ({
      revision: row.number,
      digest: row.digest,
      note: row.note,
    });
    await recordActivity(tx, principal, {
      action: "runbook.revise",
      subject: { kind: "runbook", id: slug, name: `runbook of ${feature.name}` },
      featureId: feature.id,
      before: newest ? head(newest) : undefined,
      after: head(saved),
    });
    return { created: true, revision: presentRevision(saved) };
  });
}

/**
 * Who wrote what is saved. Null with a key: many write through one, and whoever made it need not be among them, so a
 * text could be passed on through it and then tested by its own author.
 */
function writerOf(principal: Principal): string | null {
  return principal.kind === "user" ? principal.id : null;
}

function refuseTooLarge(markdown: string): void {
  if (utf8Bytes(markdown) > MAX_RUNBOOK_BYTES) {
    throw new AppError("too_large", `A runbook has at most ${MAX_RUNBOOK_BYTES / 1024} KiB.`);
  }
}

/** The row lock lets one save at a time decide which number comes next. */
async function lockFeature(tx: Transaction, principal: Principal, slug: string) {
  await tx.$queryRaw`SELECT id FROM feature WHERE slug = ${slug} FOR UPDATE`;
  const feature = await tx.feature.findUnique({ where: { slug } });
  if (!feature) throw new AppError("not_found", "There is no feature of that name.");
  authoriseFeatureRead(principal, feature);
  authoriseFeatureWrite(principal, feature);
  return feature;
}

function conflict(newest: { number: number; authorName: string } | null): AppError {
  const now = newest
    ? `${newest.authorName} saved revision ${newest.number} in between`
    : "the runbook has no revision yet";
  return new AppError(
    "conflict",
    `Your text is based on another revision: ${now}. Read it, then save yours on top of it.`,
  );
}

type Row = {
  number: number;
  digest: string;
  note: string | null;
  authorName: string;
  createdAt: Date;
  markdown: string;
};

function presentRevision(row: Row): Revision {
  const { number, digest, note, markdown } = row;
  return { number, digest, note, author: row.authorName, createdAt: row.createdAt.toISOString(), markdown };
}
