import { created, route } from "#lib/core/route";
import { createTeam } from "#lib/teams/commands";
import { listTeams } from "#lib/teams/queries";
import { teamAnswer, teamBody, teamsAnswer } from "#lib/teams/schema";

export const GET = route({
  summary: "Every team with its members and features",
  access: "read",
  answer: teamsAnswer,
  run: ({ principal }) => listTeams(principal),
});

export const POST = route({
  summary: "Make a team",
  access: "write",
  body: teamBody,
  answer: teamAnswer,
  run: async ({ principal, body }) => created(await createTeam(principal, body)),
});
