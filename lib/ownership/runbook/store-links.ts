import "server-only";
import { z } from "zod";
import { db, type Transaction } from "#lib/core/db";
import { MAX_LINKS } from "./runbook-domain.ts";
import { readRunbookText } from "./runbook-text.ts";

/** Takes the addresses out of a revision, as rows that wait to be tried; what is known of one that stays is kept. */
export async function storeLinks(
  tx: Transaction,
  of: { featureId: number; number: number; markdown: string },
): Promise<void> {
  const { featureId, number } = of;
  const { links } = readRunbookText(of.markdown);
  const web = links.filter((link) => link.kind === "web").slice(0, MAX_LINKS);
  const stored = await tx.runbookLink.findMany({ where: { featureId, revision: number } });
  const known = new Map(stored.map((row) => [row.url, row]));
  await tx.runbookLink.deleteMany({ where: { featureId, revision: number } });
  await tx.runbookLink.createMany({
    data: web.map(({ url }, position) => ({
      ...known.get(url),
      featureId,
      revision: number,
      position,
      url,
    })),
    skipDuplicates: true,
  });
  await tx.runbookRevision.update({
    where: { featureId_number: { featureId, number } },
    data: { linksRead: true },
  });
}

/** Revisions whose links were not read, or by an older reader; only the newest of each feature is of interest. */
export async function storeUnread(): Promise<void> {
  const rows = await db().$queryRaw`
    SELECT DISTINCT ON (feature_id) feature_id AS "featureId", number, links_read AS "linksRead"
      FROM runbook_revision ORDER BY feature_id, number DESC`;
  const newest = z
    .array(z.object({ featureId: z.number(), number: z.number(), linksRead: z.boolean() }))
    .parse(rows);
  for (const { featureId, number } of newest.filter((one) => !one.linksRead)) {
    await db().$transaction(async (tx) => {
      const where = { featureId_number: { featureId, number } };
      const revision = await tx.runbookRevision.findUnique({ where });
      if (revision) await storeLinks(tx, revision);
    });
  }
}
