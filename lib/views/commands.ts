import "server-only";
import { recordActivity } from "#lib/activity/record";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { mayChangeView, presentView, type ViewRow, withOwner } from "./queries.ts";
import type { NewView, PageKey, ReadQuery, SavedView, ViewChange } from "./schema.ts";

/** So many views of a page one person keeps. */
const MAX_VIEWS = 100;

function person(principal: Principal) {
  if (principal.kind !== "user") throw new AppError("forbidden", "Only a signed-in person may do this.");
  return principal;
}

function understood(read: ReadQuery, page: PageKey, text: string): string {
  const { query, refused } = read(page, new URLSearchParams(text));
  if (refused.length === 0) return query;
  const message = `the page does not understand ${refused.join(", ")}`;
  throw new AppError("invalid", `query: ${message}`, { fields: [{ path: "query", message }] });
}

function taken(name: string): AppError {
  const message = `You have a view named ${name} on this page already.`;
  return new AppError("conflict", message, { fields: [{ path: "name", message }] });
}

const described = ({ page, name, query, shared }: Pick<ViewRow, "page" | "name" | "query" | "shared">) => ({
  page,
  name,
  query,
  shared,
});
const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: "saved_view", id, name });

/** One person's changes one after the other, so that neither the name nor the number of views is passed at once. */
async function lockOwner(tx: Transaction, ownerId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM app_user WHERE id = ${ownerId}::uuid FOR UPDATE`;
}

async function isTaken(tx: Transaction, ownerId: string, page: string, name: string): Promise<boolean> {
  return (await tx.savedView.count({ where: { ownerId, page, name } })) > 0;
}

/** Keeps a view of one's own. Throws `invalid` for words that the page does not understand, `conflict` for a taken name. */
export async function createView(principal: Principal, view: NewView, read: ReadQuery): Promise<SavedView> {
  const { id: ownerId } = person(principal);
  const query = understood(read, view.page, view.query);
  return db().$transaction(async (tx) => {
    await lockOwner(tx, ownerId);
    if (await isTaken(tx, ownerId, view.page, view.name)) throw taken(view.name);
    if ((await tx.savedView.count({ where: { ownerId, page: view.page } })) >= MAX_VIEWS)
      throw new AppError(
        "conflict",
        `A person keeps at most ${MAX_VIEWS} views of a page. Delete one first.`,
      );
    const row = await tx.savedView.create({ data: { ...view, query, ownerId }, include: withOwner });
    await recordActivity(tx, principal, {
      action: "saved_view.create",
      subject: subjectOf(row),
      after: described(row),
    });
    return presentView(principal, row);
  });
}

/** A view that the principal may change, locked. A view that is neither theirs nor shared is not there for them. */
async function requireView(tx: Transaction, principal: Principal, id: string): Promise<ViewRow> {
  await tx.$executeRaw`SELECT 1 FROM saved_view WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.savedView.findUnique({ where: { id }, include: withOwner });
  const may = row !== null && mayChangeView(principal, row.ownerId);
  if (!row || (!may && !row.shared)) throw new AppError("not_found", "There is no such view.");
  if (!may) throw new AppError("forbidden", "Only its owner and admins may change this view.");
  return row;
}

/** Renames, changes or shares a view. Throws `not_found`, `forbidden`, `invalid`, `conflict`. */
export async function changeView(
  principal: Principal,
  id: string,
  change: ViewChange,
  read: ReadQuery,
): Promise<SavedView> {
  return db().$transaction(async (tx) => {
    const row = await requireView(tx, principal, id);
    const query =
      change.query === undefined ? row.query : understood(read, row.page as PageKey, change.query);
    const after = { name: change.name ?? row.name, query, shared: change.shared ?? row.shared };
    if (after.name === row.name && after.query === row.query && after.shared === row.shared)
      return presentView(principal, row);
    await lockOwner(tx, row.ownerId);
    if (after.name !== row.name && (await isTaken(tx, row.ownerId, row.page, after.name)))
      throw taken(after.name);
    const saved = await tx.savedView.update({ where: { id }, data: after, include: withOwner });
    await recordActivity(tx, principal, {
      action: "saved_view.update",
      subject: subjectOf(saved),
      before: described(row),
      after: described(saved),
    });
    return presentView(principal, saved);
  });
}

/** Deletes a view. Throws `not_found`, `forbidden`. */
export async function deleteView(principal: Principal, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const row = await requireView(tx, principal, id);
    await tx.savedView.delete({ where: { id } });
    await recordActivity(tx, principal, {
      action: "saved_view.delete",
      subject: subjectOf(row),
      before: described(row),
    });
  });
}
