import { randomUUID } from "node:crypto";
import { createSession } from "#lib/auth/create-session";
import type { Principal, Role } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import type { Activity, Feature, User } from "#prisma/client";

/** Of a random password that nobody kept: who has none has no way in. */
const forgotten =
  "$argon2id$v=19$m=19456,t=2,p=1$uL3tflW7bfrlPVIRt0e+YQ$SsszMCVXSV7N4wT8njlXxEH9AFVVzExYscMVp49r7/k";

export type Person = Extract<Principal, { kind: "user" }>;

export async function mintUser(role: Role, more: Partial<User> = {}): Promise<User> {
  const id = randomUUID();
  return db().user.create({
    data: {
      id,
      email: `${id}@example.com`,
      name: `${role} ${id.slice(0, 4)}`,
      role,
      passwordHash: forgotten,
      ...more,
    },
  });
}

/** A user of that role with a session, as a route would hand them to a command. */
export async function mintPerson(role: Role, teamIds: string[] = []): Promise<Person> {
  const user = await mintUser(role);
  const session = await createSession(user.id);
  for (const teamId of teamIds) await db().teamMember.create({ data: { teamId, userId: user.id } });
  return {
    kind: "user",
    id: user.id,
    name: user.name,
    email: user.email,
    role,
    teamIds,
    sessionId: session.id,
  };
}

export async function mintTeam(): Promise<{ id: string; slug: string; name: string }> {
  const slug = `team-${randomUUID()}`;
  return db().team.create({ data: { slug, name: `Team ${slug.slice(5, 9)}` } });
}

export async function mintFeature(teamId: string | null = null): Promise<Feature> {
  const slug = `f-${randomUUID()}`;
  return db().feature.create({
    data: { slug, name: slug, stakes: "standard", audience: "internal", lifecycle: "pilot", teamId },
  });
}

/** Who did something to a subject, oldest first. */
export async function activityOf(subjectId: string): Promise<Activity[]> {
  return db().activity.findMany({ where: { subjectId }, orderBy: { id: "asc" } });
}

/** Matches an AppError of that code. */
export const refusal = (code: string) => ({ name: "AppError", code });
