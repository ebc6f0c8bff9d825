import { deviceOf, signInHeader } from "#lib/auth/create-session";
import { resetPassword } from "#lib/auth/password-link";
import { passwordReset, signedInAnswer } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const POST = route({
  summary: "Set the password that a link allows; every session of the user ends and a new one begins",
  access: "public",
  body: passwordReset,
  answer: signedInAnswer,
  run: async ({ request, body }) => {
    const { user, session } = await resetPassword(body, deviceOf(request.headers));
    const headers = { "set-cookie": await signInHeader(session), "cache-control": "no-store" };
    return Response.json({ user: { id: user.id, email: user.email, name: user.name } }, { headers });
  },
});
