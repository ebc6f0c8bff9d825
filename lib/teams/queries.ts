import "server-only";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { presentTeam, teamShown } from "./present.ts";
import type { TeamAnswer } from "./schema.ts";

const nobody = { chat: null, email: null, phone: null, escalation: null, escalationUrl: null };

/** A key sees names of teams, not who is in them; one that is bound to a feature sees no other team's features. */
function asSeenBy(principal: Principal, team: TeamAnswer): TeamAnswer {
  if (principal.kind !== "key") return team;
  return {
    ...team,
    members: [],
    accountable: null,
    contacts: principal.featureId === null ? team.contacts : nobody,
    features: principal.featureId === null ? team.features : [],
  };
}

/** Every team with its members and features, by name. */
export async function listTeams(principal: Principal): Promise<{ items: TeamAnswer[] }> {
  const teams = await db().team.findMany({ orderBy: [{ name: "asc" }, { slug: "asc" }], include: teamShown });
  return { items: teams.map((team) => asSeenBy(principal, presentTeam(team))) };
}

/** One team. Throws `not_found`. */
export async function readTeam(principal: Principal, slug: string): Promise<TeamAnswer> {
  const team = await db().team.findUnique({ where: { slug }, include: teamShown });
  if (!team) throw new AppError("not_found", "There is no team of that name.");
  return asSeenBy(principal, presentTeam(team));
}
