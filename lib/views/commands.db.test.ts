import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { activityOf, keyOf, makeUser } from "#lib/features/testing/people";
import { changeView, createView, deleteView } from "./commands.ts";
import { listViews } from "./queries.ts";
import type { NewView, ReadQuery } from "./schema.ts";

/** A page that knows one word. */
const read: ReadQuery = (_, query) => ({
  query: new URLSearchParams([...query].filter(([word]) => word === "status")).toString(),
  refused: [...query.keys()].filter((word) => word !== "status"),
});

const view = (change: Partial<NewView> = {}): NewView => ({
  page: "calls",
  name: `view ${randomUUID()}`,
  query: "status=error",
  shared: false,
  ...change,
});
const refusal = (code: string) => expect.objectContaining({ code });
const names = async (who: Parameters<typeof listViews>[0]) =>
  (await listViews(who, "calls")).items.map(({ name, mayChange }) => [name, mayChange]);

describe("saved views", () => {
  it("are one's own until they are shared; its owner and admins change them", async () => {
    const [owner, other, admin] = [
      await makeUser("viewer"),
      await makeUser("editor"),
      await makeUser("admin"),
    ];
    const made = await createView(owner, view(), read);
    expect(await names(owner)).toContainEqual([made.name, true]);
    expect(await names(other)).not.toContainEqual([made.name, false]);
    await expect(changeView(other, made.id, { shared: true }, read)).rejects.toEqual(refusal("not_found"));
    await expect(deleteView(other, made.id)).rejects.toEqual(refusal("not_found"));

    await changeView(owner, made.id, { shared: true }, read);
    expect(await names(other)).toContainEqual([made.name, false]);
    await expect(changeView(other, made.id, { name: "mine" }, read)).rejects.toEqual(refusal("forbidden"));
    await expect(deleteView(other, made.id)).rejects.toEqual(refusal("forbidden"));

    const renamed = await changeView(admin, made.id, { name: `renamed ${randomUUID()}` }, read);
    expect(renamed.owner.id).toBe(owner.id);
    await deleteView(owner, made.id);
    expect(await names(other)).not.toContainEqual([renamed.name, false]);
    expect((await activityOf("saved_view", made.id)).map(({ action, actorId }) => [action, actorId])).toEqual(
      [
        ["saved_view.create", owner.id],
        ["saved_view.update", owner.id],
        ["saved_view.update", admin.id],
        ["saved_view.delete", owner.id],
      ],
    );
  });

  it("keep only words that their page understands, and lose nothing by a refusal", async () => {
    const owner = await makeUser("editor");
    await expect(createView(owner, view({ query: "status=error&nonsense=1" }), read)).rejects.toMatchObject({
      code: "invalid",
      details: { fields: [{ path: "query", message: "the page does not understand nonsense" }] },
    });
    const made = await createView(owner, view(), read);
    await expect(changeView(owner, made.id, { query: "x=1", name: "lost" }, read)).rejects.toEqual(
      refusal("invalid"),
    );
    expect((await listViews(owner, "calls")).items).toContainEqual(made);
  });

  it("have a name once for a person and page, also when saved at the same time", async () => {
    const [owner, other] = [await makeUser("editor"), await makeUser("editor")];
    const twice = view();
    const both = await Promise.allSettled([createView(owner, twice, read), createView(owner, twice, read)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await createView(other, twice, read);
    await createView(owner, { ...twice, page: "portfolio" }, read);
    const second = await createView(owner, view(), read);
    await expect(changeView(owner, second.id, { name: twice.name }, read)).rejects.toEqual(
      refusal("conflict"),
    );
  });

  it("are for people, and a change that changes nothing leaves no trace", async () => {
    await expect(createView(keyOf(["write"], null), view(), read)).rejects.toEqual(refusal("forbidden"));
    const owner = await makeUser("editor");
    const made = await createView(owner, view(), read);
    await changeView(owner, made.id, { name: made.name, shared: false }, read);
    expect(await activityOf("saved_view", made.id)).toHaveLength(1);
  });
});
