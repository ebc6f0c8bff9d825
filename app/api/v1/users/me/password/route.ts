import { changePassword } from "#lib/auth/change-profile";
import { clientAddress } from "#lib/auth/client-address";
import { passwordChange, revokedAnswer } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const POST = route({
  summary: "Change one's own password; every other session of one's own ends",
  access: "session",
  body: passwordChange,
  answer: revokedAnswer,
  run: ({ principal, body, request }) => changePassword(principal, body, clientAddress(request.headers)),
});
