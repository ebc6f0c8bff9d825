import { deviceOf, signInHeader } from "#lib/auth/create-session";
import { acceptInvitation } from "#lib/auth/invitations";
import { acceptBody, signedInAnswer } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const POST = route({
  summary: "Accept an invitation with a name and a password; the new user is then signed in",
  access: "public",
  body: acceptBody,
  answer: signedInAnswer,
  run: async ({ request, body }) => {
    const { user, session } = await acceptInvitation(body, deviceOf(request.headers));
    const headers = { "set-cookie": await signInHeader(session), "cache-control": "no-store" };
    return Response.json(
      { user: { id: user.id, email: user.email, name: user.name } },
      { status: 201, headers },
    );
  },
});
