import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "#lib/core/db";
import { criteria } from "#lib/scorecard/criteria";
import { mintFeature } from "#lib/scorecard/testing/telemetry-rows";
import type { Feature, User } from "#prisma/client";
import { readOwnershipEvidence } from "./evidence.ts";

const dayAgo = new Date("2026-11-21T09:30:00Z");
const now = new Date("2026-11-22T09:30:00Z");
const ownership = (feature: Feature) =>
  db().$transaction((tx) => readOwnershipEvidence(tx, feature, criteria.policy.ownership, now));

const mintUser = (disabledAt: Date | null = null, more: Partial<User> = {}) =>
  db().user.create({
    data: {
      email: `${randomUUID()}@example.com`,
      name: "Ravi Tan",
      passwordHash: "of no password",
      disabledAt,
      ...more,
    },
  });

test("counts members who can sign in and knows the accountable person's state", async () => {
  const [one, two, gone] = await Promise.all([mintUser(), mintUser(), mintUser(dayAgo)]);
  const team = await db().team.create({
    data: {
      slug: `t-${randomBytes(6).toString("hex")}`,
      name: "Claims",
      accountableId: gone.id,
      members: { create: [one, two, gone].map((user) => ({ userId: user.id })) },
    },
  });
  const evidence = await ownership(await mintFeature({ teamId: team.id }));
  expect(evidence.team).toEqual({
    name: "Claims",
    accountable: { name: "Ravi Tan", disabledAt: dayAgo.toISOString(), isMember: true, hasWayIn: true },
    activeMembers: 2,
  });
});

test.each<[string, Partial<User>]>([
  ["neither a password nor a single sign-on", { passwordHash: null }],
  [
    "an identity of a single sign-on that is not in use",
    { passwordHash: null, oidcSubject: `https://id.example ${randomUUID()}` },
  ],
])("an account with %s is no way in, neither for who is accountable nor for a member", async (_, more) => {
  const [nobody, other] = [await mintUser(null, more), await mintUser()];
  const team = await db().team.create({
    data: {
      slug: `t-${randomBytes(6).toString("hex")}`,
      name: "Claims",
      accountableId: nobody.id,
      members: { create: [{ userId: nobody.id }, { userId: other.id }] },
    },
  });
  expect((await ownership(await mintFeature({ teamId: team.id }))).team).toMatchObject({
    accountable: { disabledAt: null, isMember: true, hasWayIn: false },
    activeMembers: 1,
  });
});

test("reads the newest revision of the runbook only", async () => {
  const feature = await mintFeature();
  expect(await ownership(feature)).toEqual({ team: null, runbook: null, tests: null, onCall: null });
  for (const [index, markdown] of [
    "Call the vendor at once.",
    "# Down\nSee [board](https://example.com).",
  ].entries()) {
    await db().runbookRevision.create({
      data: { featureId: feature.id, number: index + 1, markdown, digest: "x", authorName: "Ines Moor" },
    });
  }
  expect((await ownership(feature)).runbook).toMatchObject({
    revision: 2,
    authorName: "Ines Moor",
    links: { total: 1, waiting: 1, oldestWorkedAt: null },
  });
});
