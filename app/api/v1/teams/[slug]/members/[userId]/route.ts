import { route } from "#lib/core/route";
import { addMember, removeMember } from "#lib/teams/commands";
import { memberParams, teamAnswer } from "#lib/teams/schema";

export const PUT = route({
  summary: "Add somebody to a team",
  access: "admin",
  params: memberParams,
  answer: teamAnswer,
  run: ({ principal, params }) => addMember(principal, params.slug, params.userId),
});

export const DELETE = route({
  summary: "Remove somebody from a team",
  access: "admin",
  params: memberParams,
  answer: teamAnswer,
  run: ({ principal, params }) => removeMember(principal, params.slug, params.userId),
});
