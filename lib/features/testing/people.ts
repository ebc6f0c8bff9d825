import { randomBytes } from "node:crypto";
import type { Principal, Role, Scope } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import type { Registration } from "#lib/features/schema";

type User = Extract<Principal, { kind: "user" }>;

/** A short random word, so that tests never share rows. */
export function word(): string {
  return randomBytes(5).toString("hex");
}

/** A stored user of that role who is a member of the teams. */
export async function makeUser(role: Role, teamIds: string[] = []): Promise<User> {
  const name = `${role} ${word()}`;
  const user = await db().user.create({
    data: {
      name,
      email: `${word()}@example.com`,
      role,
      // Nobody knows it, but there is one: who has none has no way in.
      passwordHash: "of no password",
      memberships: { create: teamIds.map((teamId) => ({ teamId })) },
    },
  });
  return { kind: "user", id: user.id, name, email: user.email, role, teamIds, sessionId: "none" };
}

/** A key that is not stored: commands look only at what it says. */
export function keyOf(scopes: Scope[], featureId: number | null): Principal {
  return { kind: "key", id: crypto.randomUUID(), name: "ci", scopes, featureId };
}

export async function makeTeam(): Promise<{ id: string; slug: string; name: string }> {
  const slug = `team-${word()}`;
  return db().team.create({ data: { slug, name: `Team ${slug}` } });
}

export async function makeFeature(teamId: string | null = null): Promise<{ id: number; slug: string }> {
  const slug = `feature-${word()}`;
  return db().feature.create({
    data: { slug, name: slug, stakes: "standard", audience: "internal", lifecycle: "production", teamId },
  });
}

/** What a script would say of a feature, with changes. */
export function input(change: Partial<Registration> = {}): Registration {
  return {
    name: "Support replies",
    stakes: "high",
    audience: "customer",
    lifecycle: "production",
    ...change,
  };
}

/** The activity rows of one subject, oldest first. */
export async function activityOf(subjectKind: string, subjectId: string) {
  return db().activity.findMany({ where: { subjectKind, subjectId }, orderBy: { id: "asc" } });
}
