import "server-only";
import { db } from "#lib/core/db";

/** Every team, by name: whose members may take turns. */
export async function rotationTeams(): Promise<{ id: string; slug: string; name: string }[]> {
  return db().team.findMany({ select: { id: true, slug: true, name: true }, orderBy: { name: "asc" } });
}
