import { route } from "#lib/core/route";
import { changeTeam, deleteTeam } from "#lib/teams/commands";
import { readTeam } from "#lib/teams/queries";
import { teamAnswer, teamChange, teamParams } from "#lib/teams/schema";

export const GET = route({
  summary: "One team",
  access: "read",
  params: teamParams,
  answer: teamAnswer,
  run: ({ principal, params }) => readTeam(principal, params.slug),
});

export const PATCH = route({
  summary: "Rename a team, or name its accountable person",
  access: "write",
  params: teamParams,
  body: teamChange,
  answer: teamAnswer,
  run: ({ principal, params, body }) => changeTeam(principal, params.slug, body),
});

export const DELETE = route({
  summary: "Delete a team that owns no feature",
  access: "admin",
  params: teamParams,
  run: async ({ principal, params }) => {
    await deleteTeam(principal, params.slug);
    return null;
  },
});
