import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db, pool } from "#lib/core/db";
import { overlappingQueries } from "#lib/core/testing/overlapping-queries";
import { registerFeature } from "#lib/features/commands";
import { saveRunbook } from "#lib/ownership/runbook/save-runbook";
import { getScorecard } from "#lib/scorecard/queries";
import { addMember, changeTeam, createTeam, deleteTeam, removeMember } from "#lib/teams/commands";
import { createRelease } from "#lib/versions/create-release";
import { running } from "#lib/versions/queries";
import { recordDeployment } from "#lib/versions/record-deployment";
import { changeInstallation } from "./change-installation.ts";
import { changeProfile } from "./change-profile.ts";
import { changeUser } from "./change-user.ts";
import { acceptInvitation, createInvitation, revokeInvitation } from "./invitations.ts";
import { createKey, revokeKey } from "./keys.ts";
import { createPasswordLink, resetPassword } from "./password-link.ts";
import { revokeOtherSessions, revokeSessionsOf, signOut } from "./revoke-sessions.ts";
import { mintPerson, mintTeam } from "./testing/people.ts";

const device = { userAgent: null, address: null };
const password = "correct horse battery";

test("two queries at once on one connection are noticed", async () => {
  const client = await pool().connect();
  const found = await overlappingQueries(() =>
    Promise.all([client.query("SELECT 1"), client.query("SELECT 2")]),
  );
  client.release();
  expect(found).toEqual(["SELECT 2"]);
});

test("people: no command sends a query while its transaction's connection is busy", async () => {
  const admin = await mintPerson("admin");
  const { slug } = await mintTeam();
  const invitation = { email: `${randomUUID()}@example.com`, role: "viewer" as const, team: slug };
  const found = await overlappingQueries(async () => {
    const { id } = await createInvitation(admin, invitation);
    await revokeInvitation(admin, id);
    const { link } = await createInvitation(admin, invitation);
    const body = { token: link.split("/").at(-1) ?? "", name: "Eve", password };
    const { user, session } = await acceptInvitation(body, device);
    await changeUser(admin, user.id, { role: "editor" });
    const reset = await createPasswordLink(admin, user.id);
    await resetPassword({ token: reset.link.split("/").at(-1) ?? "", password: `new ${password}` }, device);
    await signOut(session.id);
    await revokeSessionsOf(admin, user.id);
    await revokeOtherSessions(admin);
    await changeProfile(admin, { name: "Ada" });
    await changeInstallation(admin, { name: `Acme ${randomUUID()}` });
  });
  expect(found).toEqual([]);
});

test("teams, features, keys and versions: the same", async () => {
  const admin = await mintPerson("admin");
  const slug = `s-${randomUUID()}`;
  const found = await overlappingQueries(async () => {
    await createTeam(admin, { slug, name: "Care" });
    await addMember(admin, slug, admin.id);
    await changeTeam(admin, slug, { accountable: admin.id });
    const input = { name: "Claims", stakes: "high", audience: "internal", lifecycle: "pilot" } as const;
    await registerFeature(admin, slug, { ...input, team: slug });
    const { id } = await createKey(admin, { name: "CI", scopes: ["read"], feature: slug });
    await revokeKey(admin, id);
    await saveRunbook(admin, slug, { markdown: "# Stop it" });
    const feature = await db().feature.findUniqueOrThrow({ where: { slug } });
    const artifact = { kind: "prompt" as const, name: "answer", content: "Say yes", change: "new" };
    const { release } = await createRelease(admin, feature, { artifacts: [artifact] });
    await recordDeployment(admin, feature, {
      environment: "production",
      shares: [{ release: release.release, weight: 1 }],
      effectiveAt: Date.now() * 1000,
      reason: "first",
    });
    await getScorecard(feature);
    const span = { from: Date.now() * 1000, to: Date.now() * 1000 };
    await running({ featureId: feature.id, environment: "production", span, knownAt: null });
    await changeTeam(admin, slug, { accountable: null });
    await registerFeature(admin, slug, { ...input, team: null });
    await removeMember(admin, slug, admin.id);
    await deleteTeam(admin, slug);
  });
  expect(found).toEqual([]);
});
