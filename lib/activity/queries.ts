import "server-only";
import { authoriseFeatureRead } from "#lib/auth/authorise";
import { mayCall, type Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { Prisma } from "#prisma/client";
import type { ActivityPage, ActivityQuery, ActivityRow } from "./schema.ts";

type Filter = Omit<ActivityQuery, "limit" | "format">;

/** Whoever can read a feature can read what was done to it; the whole log is for admins and auditors. */
async function readableFeatureId(
  principal: Principal,
  slug: string | undefined,
): Promise<number | undefined> {
  if (slug === undefined) {
    if (mayCall(principal, "activity")) return undefined;
    throw new AppError(
      "forbidden",
      "Only admins and auditors may read the whole log. Ask for one feature's.",
    );
  }
  const feature = await db().feature.findUnique({ where: { slug }, select: { id: true } });
  if (!feature) throw new AppError("not_found", "There is no feature of that name.");
  authoriseFeatureRead(principal, feature);
  return feature.id;
}

function conditions(filter: Filter, featureId: number | undefined): Prisma.ActivityWhereInput {
  const where: Prisma.ActivityWhereInput = {};
  if (featureId !== undefined) where.featureId = featureId;
  if (filter.subject) {
    const colon = filter.subject.indexOf(":");
    where.subjectKind = colon === -1 ? filter.subject : filter.subject.slice(0, colon);
    if (colon !== -1) where.subjectId = filter.subject.slice(colon + 1);
  }
  if (filter.actor) where.actorId = filter.actor;
  if (filter.action) {
    where.action = filter.action.includes(".") ? filter.action : { startsWith: `${filter.action}.` };
  }
  if (filter.from || filter.to)
    where.at = { ...(filter.from ? { gte: filter.from } : {}), ...(filter.to ? { lt: filter.to } : {}) };
  if (filter.cursor !== undefined) {
    if (!/^[0-9]{1,18}$/.test(filter.cursor))
      throw new AppError("invalid", "cursor: this is not one of our cursors");
    where.id = { lt: BigInt(filter.cursor) };
  }
  return where;
}

async function features(
  rows: { featureId: number | null }[],
): Promise<Map<number, { slug: string; name: string }>> {
  const ids = [...new Set(rows.flatMap((row) => (row.featureId === null ? [] : [row.featureId])))];
  const found = await db().feature.findMany({
    where: { id: { in: ids } },
    select: { id: true, slug: true, name: true },
  });
  return new Map(found.map(({ id, slug, name }) => [id, { slug, name }]));
}

/** A page of who changed what, newest first. Throws `forbidden`, `not_found` (feature), `invalid` (cursor). */
export async function listActivity(
  principal: Principal,
  query: Omit<ActivityQuery, "format">,
): Promise<ActivityPage> {
  const where = conditions(query, await readableFeatureId(principal, query.feature));
  const rows = await db().activity.findMany({ where, orderBy: { id: "desc" }, take: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const named = await features(shown);
  const items = shown.map(
    (row): ActivityRow => ({
      id: String(row.id),
      at: row.at.toISOString(),
      actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
      action: row.action,
      subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
      feature: row.featureId === null ? null : (named.get(row.featureId) ?? null),
      before: row.before,
      after: row.after,
    }),
  );
  return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
