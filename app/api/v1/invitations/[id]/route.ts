import { revokeInvitation } from "#lib/auth/invitations";
import { idParams } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const DELETE = route({
  summary: "Revoke an invitation that nobody has accepted",
  access: "admin",
  params: idParams,
  run: async ({ principal, params }) => {
    await revokeInvitation(principal, params.id);
    return null;
  },
});
