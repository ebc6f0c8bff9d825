import "server-only";
import type { Principal } from "#lib/auth/domain";
import { isAdmin } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import type { Prisma } from "#prisma/client";
import type { PageKey, SavedView, SavedViews } from "./schema.ts";

export const withOwner = { owner: { select: { id: true, name: true } } } satisfies Prisma.SavedViewInclude;
export type ViewRow = Prisma.SavedViewGetPayload<{ include: typeof withOwner }>;

/** Its owner and admins change a view. */
export function mayChangeView(principal: Principal, ownerId: string): boolean {
  return isAdmin(principal) || (principal.kind === "user" && principal.id === ownerId);
}

export function presentView(principal: Principal, row: ViewRow): SavedView {
  const { id, name, query, shared, owner } = row;
  const mayChange = mayChangeView(principal, owner.id);
  const page = row.page as PageKey;
  return { id, page, name, query, shared, owner, mayChange, updatedAt: row.updatedAt.toISOString() };
}

/** One's own views of a page and those that are shared, by name. */
export async function listViews(principal: Principal, page: PageKey): Promise<SavedViews> {
  const own = principal.kind === "user" ? [{ ownerId: principal.id }] : [];
  const rows = await db().savedView.findMany({
    where: { page, OR: [...own, { shared: true }] },
    include: withOwner,
    orderBy: [{ name: "asc" }, { createdAt: "asc" }],
  });
  return { items: rows.map((row) => presentView(principal, row)) };
}
