import { expect, test } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { registerFeature } from "./commands.ts";
import { requireFeature, requireFeatureRow } from "./queries.ts";
import { registration } from "./schema.ts";
import { activityOf, input, keyOf, makeFeature, makeTeam, makeUser, word } from "./testing/people.ts";

const slugOf = () => `f-${word()}`;

test("a new feature is stored with one activity row that says everything", async () => {
  const editor = await makeUser("editor");
  const team = await makeTeam();
  const slug = slugOf();
  const parsed = registration.parse({
    ...input(),
    description: "Answers mail",
    team: team.slug,
    unitOfWork: { kind: "attribute", attribute: "app.ticket", label: "ticket" },
    match: { serviceName: [`${slug}-b`, `${slug}-a`] },
    usesRetrieval: true,
    contentPolicy: "redacted",
  });
  const { created, feature } = await registerFeature(editor, slug, parsed);
  expect(created).toBe(true);
  expect(feature).toMatchObject({
    slug,
    name: "Support replies",
    description: "Answers mail",
    owner: { team: { slug: team.slug, name: team.name }, accountable: null, members: 0 },
    unitOfWork: { kind: "attribute", attribute: "app.ticket", label: "ticket" },
    match: { serviceName: [`${slug}-a`, `${slug}-b`] },
    usesRetrieval: true,
    contentPolicy: "redacted",
  });
  const rows = await activityOf("feature", slug);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    action: "feature.register",
    actorKind: "user",
    actorId: editor.id,
    before: null,
    after: { name: "Support replies", team: team.slug, matchServiceNames: [`${slug}-a`, `${slug}-b`] },
  });
});

test("an update changes only what differs and says so in one row", async () => {
  const admin = await makeUser("admin");
  const slug = slugOf();
  await registerFeature(admin, slug, input({ description: "one" }));
  const before = await db().feature.findUniqueOrThrow({ where: { slug } });
  const { created, feature } = await registerFeature(
    admin,
    slug,
    input({ description: "two", lifecycle: "retired" }),
  );
  expect(created).toBe(false);
  expect(feature).toMatchObject({ description: "two", lifecycle: "retired" });
  const rows = await activityOf("feature", slug);
  expect(rows.map((row) => row.action)).toEqual(["feature.register", "feature.update"]);
  expect(rows[1]?.before).toEqual({ description: "one", lifecycle: "production" });
  expect(rows[1]?.after).toEqual({ description: "two", lifecycle: "retired" });
  const after = await db().feature.findUniqueOrThrow({ where: { slug } });
  expect(after.changedAt.getTime()).toBeGreaterThan(before.changedAt.getTime());
});

test("the same registration again writes nothing at all", async () => {
  const admin = await makeUser("admin");
  const slug = slugOf();
  const same = input({ match: { serviceName: [`${slug}-x`, `${slug}-y`] } });
  await registerFeature(admin, slug, same);
  const stored = await db().feature.findUniqueOrThrow({ where: { slug } });
  const again = await registerFeature(admin, slug, {
    ...same,
    match: { serviceName: [`${slug}-y`, `${slug}-x`, `${slug}-x`] },
  });
  expect(again.created).toBe(false);
  expect(await db().feature.findUniqueOrThrow({ where: { slug } })).toEqual(stored);
  expect(await activityOf("feature", slug)).toHaveLength(1);
});

test("identical registrations at the same time create the feature once", async () => {
  const admin = await makeUser("admin");
  const slug = slugOf();
  const results = await Promise.all(Array.from({ length: 8 }, () => registerFeature(admin, slug, input())));
  expect(results.filter((result) => result.created)).toHaveLength(1);
  expect(await activityOf("feature", slug)).toHaveLength(1);
});

test("a form that registers never changes a feature that is there", async () => {
  const admin = await makeUser("admin");
  const slug = slugOf();
  await registerFeature(admin, slug, input(), { onlyNew: true });
  const again = registerFeature(admin, slug, input({ name: "Another" }), { onlyNew: true });
  await expect(again).rejects.toMatchObject({ code: "conflict", details: { fields: [{ path: "slug" }] } });
  expect(await db().feature.findUniqueOrThrow({ where: { slug } })).toMatchObject({
    name: "Support replies",
  });
  expect(await activityOf("feature", slug)).toHaveLength(1);
});

test("two features that want the same service name at the same time: one gets it, the other learns who has it", async () => {
  const admin = await makeUser("admin");
  const name = `svc-${word()}`;
  const slugs = [slugOf(), slugOf()];
  const results = await Promise.allSettled(
    slugs.map((slug) => registerFeature(admin, slug, input({ match: { serviceName: [name] } }))),
  );
  const won = results.findIndex((result) => result.status === "fulfilled");
  const lost = results.find((result) => result.status === "rejected");
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(lost?.reason).toMatchObject({
    code: "conflict",
    details: { fields: [{ path: "match.serviceName" }] },
  });
  expect(String(lost?.reason)).toContain(slugs[won] ?? "none");
  expect(await activityOf("feature", slugs[1 - won] ?? "")).toEqual([]);
});

test("a bound key gives its feature no further service name, taken or not, and keeps those that it has", async () => {
  const admin = await makeUser("admin");
  const [theirs, mine, free] = [word(), word(), word()].map((end) => `svc-${end}`);
  await registerFeature(admin, slugOf(), input({ match: { serviceName: [theirs ?? ""] } }));
  const slug = slugOf();
  await registerFeature(admin, slug, input({ match: { serviceName: [mine ?? ""] } }));
  const { id } = await db().feature.findUniqueOrThrow({ where: { slug } });
  const give = (...serviceName: (string | undefined)[]) =>
    registerFeature(
      keyOf(["write"], id),
      slug,
      input({ name: word(), match: { serviceName: serviceName.filter((name) => name !== undefined) } }),
    );
  for (const more of [theirs, free])
    await expect(give(mine, more)).rejects.toMatchObject({
      code: "forbidden",
      message: "A key that is bound to a feature may not give it further service names.",
    });
  await give(mine);
  await give();
});

test("a team that does not exist is refused and nothing is written", async () => {
  const admin = await makeUser("admin");
  const slug = slugOf();
  await expect(registerFeature(admin, slug, input({ team: "no-such-team" }))).rejects.toMatchObject({
    code: "invalid",
    details: { fields: [{ path: "team" }] },
  });
  expect(await db().feature.count({ where: { slug } })).toBe(0);
  expect(await activityOf("feature", slug)).toEqual([]);
});

test("registering is for admins, editors and keys that are bound to nothing", async () => {
  const team = await makeTeam();
  const feature = await makeFeature();
  const refused: Principal[] = [
    await makeUser("viewer"),
    await makeUser("viewer", [team.id]),
    await makeUser("auditor", [team.id]),
    keyOf(["write"], feature.id),
    keyOf(["read", "ingest"], null),
  ];
  for (const principal of refused) {
    const slug = slugOf();
    await expect(registerFeature(principal, slug, input({ team: team.slug }))).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await db().feature.count({ where: { slug } })).toBe(0);
  }
  expect((await registerFeature(keyOf(["write"], null), slugOf(), input())).created).toBe(true);
});

test("a registered feature is changed by its team's members, not by others", async () => {
  const team = await makeTeam();
  const otherTeam = await makeTeam();
  const feature = await makeFeature(team.id);
  const refused: Principal[] = [
    await makeUser("viewer"),
    await makeUser("viewer", [otherTeam.id]),
    await makeUser("auditor", [team.id]),
    keyOf(["write"], (await makeFeature()).id),
    keyOf(["read", "ingest"], feature.id),
  ];
  for (const principal of refused) {
    await expect(registerFeature(principal, feature.slug, input())).rejects.toMatchObject({
      code: "forbidden",
    });
  }
  expect(await activityOf("feature", feature.slug)).toEqual([]);
  await registerFeature(await makeUser("viewer", [team.id]), feature.slug, input({ name: "By a member" }));
  await registerFeature(keyOf(["write"], feature.id), feature.slug, input({ name: "By its key" }));
  expect((await activityOf("feature", feature.slug)).map((row) => row.actorKind)).toEqual(["user", "key"]);
});

test("a member of another team cannot take a feature over, its own members can hand it on", async () => {
  const from = await makeTeam();
  const to = await makeTeam();
  const feature = await makeFeature(from.id);
  const outsider = await makeUser("viewer", [to.id]);
  await expect(registerFeature(outsider, feature.slug, input({ team: to.slug }))).rejects.toMatchObject({
    code: "forbidden",
  });
  const member = await makeUser("viewer", [from.id]);
  const moved = await registerFeature(member, feature.slug, input({ team: to.slug }));
  expect(moved.feature.owner?.team.slug).toBe(to.slug);
  await expect(registerFeature(member, feature.slug, input({ team: from.slug }))).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("there is no feature under a name that cannot be stored", async () => {
  const system: Principal = { kind: "system", name: "test" };
  await expect(requireFeature(system, "a\0b")).rejects.toMatchObject({ code: "not_found" });
  await expect(requireFeatureRow(system, "a\0b")).rejects.toMatchObject({ code: "not_found" });
});
