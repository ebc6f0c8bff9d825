import { deviceOf, signInHeader } from "#lib/auth/create-session";
import { setUpBody, signedInAnswer } from "#lib/auth/schema";
import { setUpInstallation } from "#lib/auth/set-up";
import { route } from "#lib/core/route";

export const POST = route({
  summary: "Set the installation up: the organisation and its first admin, who is then signed in",
  access: "public",
  body: setUpBody,
  answer: signedInAnswer,
  run: async ({ request, body }) => {
    const { user, session } = await setUpInstallation(body, deviceOf(request.headers));
    const headers = { "set-cookie": await signInHeader(session), "cache-control": "no-store" };
    return Response.json(
      { user: { id: user.id, email: user.email, name: user.name } },
      { status: 201, headers },
    );
  },
});
