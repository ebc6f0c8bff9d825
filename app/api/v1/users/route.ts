import { listUsers } from "#lib/auth/queries";
import { usersAnswer } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const GET = route({
  summary: "Everybody who is or was a user",
  access: "session",
  answer: usersAnswer,
  run: ({ principal }) => listUsers(principal),
});
