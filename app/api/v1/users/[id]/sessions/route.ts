import { revokeSessionsOf } from "#lib/auth/revoke-sessions";
import { idParams, revokedAnswer } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const DELETE = route({
  summary: "End every session of a user",
  access: "admin",
  params: idParams,
  answer: revokedAnswer,
  run: ({ principal, params }) => revokeSessionsOf(principal, params.id),
});
