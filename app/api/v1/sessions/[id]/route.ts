import { revokeOwnSession } from "#lib/auth/revoke-sessions";
import { idParams } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const DELETE = route({
  summary: "End one session of one's own",
  access: "session",
  params: idParams,
  run: async ({ principal, params }) => {
    await revokeOwnSession(principal, params.id);
    return null;
  },
});
