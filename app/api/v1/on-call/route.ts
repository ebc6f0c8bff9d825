import { route } from "#lib/core/route";
import { onCallAnswer } from "#lib/ownership/on-call/on-call-schema";
import { getOnCall } from "#lib/ownership/on-call/rotation-queries";

export const GET = route({
  summary: "Who is on call now in every rotation, features without one, and the caller's own shifts to come",
  access: "read",
  answer: onCallAnswer,
  run: ({ principal }) => getOnCall(principal, new Date()),
});
