import { changeProfile } from "#lib/auth/change-profile";
import { readSelf } from "#lib/auth/queries";
import { profileChange, userAnswer } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const GET = route({
  summary: "The signed-in person",
  access: "session",
  answer: userAnswer,
  run: ({ principal }) => readSelf(principal),
});

export const PATCH = route({
  summary: "Change one's own name or time zone",
  access: "session",
  body: profileChange,
  answer: userAnswer,
  run: async ({ principal, body }) => {
    await changeProfile(principal, body);
    return readSelf(principal);
  },
});
