import { createPasswordLink } from "#lib/auth/password-link";
import { idParams, passwordLinkAnswer } from "#lib/auth/schema";
import { created, route } from "#lib/core/route";

export const POST = route({
  summary: "Make a link by which a user chooses a new password; the answer has it, once",
  access: "admin",
  params: idParams,
  answer: passwordLinkAnswer,
  answerIsSecret: true,
  run: async ({ principal, params }) => created(await createPasswordLink(principal, params.id)),
});
