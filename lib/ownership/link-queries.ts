import "server-only";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { linkStates } from "./runbook-domain.ts";
import { readRunbookLinks } from "./runbook-links.ts";
import type { RunbookLinks } from "./schema.ts";

/** The links of the newest revision of a feature's runbook and what following them came to. Throws `not_found`. */
export async function linksOfNewest(featureId: number): Promise<RunbookLinks> {
  const newest = await db().runbookRevision.findFirst({ where: { featureId }, orderBy: { number: "desc" } });
  if (!newest) throw new AppError("not_found", "This feature has no runbook yet.");
  const tried = await db().runbookLink.findMany({ where: { featureId, revision: newest.number } });
  return { revision: newest.number, links: linkStates(readRunbookLinks(newest.markdown), tried) };
}
