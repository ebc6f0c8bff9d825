import { createInvitation } from "#lib/auth/invitations";
import { listInvitations } from "#lib/auth/queries";
import { invitationBody, invitationsAnswer, newInvitationAnswer } from "#lib/auth/schema";
import { created, route } from "#lib/core/route";

export const GET = route({
  summary: "The newest invitations and what became of them",
  access: "admin",
  answer: invitationsAnswer,
  run: ({ principal }) => listInvitations(principal),
});

export const POST = route({
  summary: "Invite somebody; the answer has the link, once",
  access: "admin",
  body: invitationBody,
  answer: newInvitationAnswer,
  answerIsSecret: true,
  run: async ({ principal, body }) => created(await createInvitation(principal, body)),
});
