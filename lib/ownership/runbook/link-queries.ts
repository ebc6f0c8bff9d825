import "server-only";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { RunbookLinks } from "#lib/ownership/schema";
import { linkStates } from "./runbook-domain.ts";
import { readRunbookText } from "./runbook-text.ts";

/** The links of the newest revision of a feature's runbook and what following them came to; null without one. */
export async function linksOfNewest(featureId: number): Promise<RunbookLinks | null> {
  const newest = await db().runbookRevision.findFirst({ where: { featureId }, orderBy: { number: "desc" } });
  if (!newest) return null;
  const tried = await db().runbookLink.findMany({ where: { featureId, revision: newest.number } });
  return { revision: newest.number, links: linkStates(readRunbookText(newest.markdown), tried) };
}

/** As linksOfNewest. Throws `not_found` where there is no runbook. */
export async function requireLinks(featureId: number): Promise<RunbookLinks> {
  const links = await linksOfNewest(featureId);
  if (!links) throw new AppError("not_found", "This feature has no runbook yet.");
  return links;
}
