import { listSessions } from "#lib/auth/queries";
import { revokeOtherSessions } from "#lib/auth/revoke-sessions";
import { revokedAnswer, sessionsAnswer } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const GET = route({
  summary: "One's own sessions",
  access: "session",
  answer: sessionsAnswer,
  run: ({ principal }) => listSessions(principal),
});

export const DELETE = route({
  summary: "End every session of one's own but this one",
  access: "session",
  answer: revokedAnswer,
  run: ({ principal }) => revokeOtherSessions(principal),
});
