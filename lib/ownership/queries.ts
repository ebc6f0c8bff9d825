import "server-only";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { presentContacts } from "#lib/teams/domain";
import type { TeamContacts } from "#lib/teams/schema";
import type { OwningTeam, Revision, RevisionPage } from "./schema.ts";

/** The newest revision of a feature's runbook, or null when there is none. */
export async function newestRevision(featureId: number): Promise<Revision | null> {
  const row = await db().runbookRevision.findFirst({ where: { featureId }, orderBy: { number: "desc" } });
  return row && { ...head(row), markdown: row.markdown };
}

/** One revision of a feature's runbook. Throws `not_found`. */
export async function requireRevision(featureId: number, number: number): Promise<Revision> {
  const row = await db().runbookRevision.findUnique({ where: { featureId_number: { featureId, number } } });
  if (!row) throw new AppError("not_found", `The runbook has no revision ${number}.`);
  return { ...head(row), markdown: row.markdown };
}

/** The revisions of a feature's runbook without their text, newest first. The cursor is the number of the last one seen. */
export async function listRevisions(
  featureId: number,
  options: { cursor?: string; limit: number },
): Promise<RevisionPage> {
  const { cursor, limit } = options;
  if (cursor !== undefined && !/^[1-9]\d{0,8}$/.test(cursor))
    throw new AppError("invalid", "cursor: not a cursor of this list");
  const rows = await db().runbookRevision.findMany({
    where: { featureId, ...(cursor === undefined ? {} : { number: { lt: Number(cursor) } }) },
    omit: { markdown: true },
    orderBy: { number: "desc" },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(head);
  return { items, next: rows.length > limit ? String(items.at(-1)?.number) : null };
}

/** The team that owns a feature with its people, by name, or null when nobody owns it. Disabled people are left out. */
export async function owningTeam(teamId: string | null): Promise<OwningTeam | null> {
  if (teamId === null) return null;
  const team = await db().team.findUnique({
    where: { id: teamId },
    include: {
      accountable: { select: { id: true, name: true } },
      members: {
        where: { user: { disabledAt: null } },
        include: { user: { select: { id: true, name: true } } },
        orderBy: { user: { name: "asc" } },
      },
    },
  });
  if (!team) return null;
  const { slug, name, accountable } = team;
  return {
    slug,
    name,
    accountable,
    members: team.members.map((member) => member.user),
    contacts: presentContacts(team),
  };
}

/** How teams are reached, by their ids; for panels that name somebody on call. */
export async function contactsOfTeams(teamIds: readonly string[]): Promise<Map<string, TeamContacts>> {
  const teams = await db().team.findMany({ where: { id: { in: [...teamIds] } } });
  return new Map(teams.map((team) => [team.id, presentContacts(team)]));
}

type Head = { number: number; digest: string; note: string | null; authorName: string; createdAt: Date };

function head(row: Head) {
  return {
    number: row.number,
    digest: row.digest,
    note: row.note,
    author: row.authorName,
    createdAt: row.createdAt.toISOString(),
  };
}
