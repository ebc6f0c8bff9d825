import { changeUser } from "#lib/auth/change-user";
import { idParams, userChange } from "#lib/auth/schema";
import { route } from "#lib/core/route";

export const PATCH = route({
  summary: "Change a user's role, or whether they may sign in",
  access: "admin",
  params: idParams,
  body: userChange,
  run: async ({ principal, params, body }) => {
    await changeUser(principal, params.id, body);
    return null;
  },
});
