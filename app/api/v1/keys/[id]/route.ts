import { revokeKey } from "#lib/auth/keys";
import { idParams } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const DELETE = route({
  summary: "Revoke an API key at once",
  access: "session",
  params: idParams,
  run: async ({ principal, params }) => {
    await revokeKey(principal, params.id);
    return null;
  },
});
