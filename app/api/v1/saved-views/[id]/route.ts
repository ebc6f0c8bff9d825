import { readQuery } from "#app/api/v1/saved-views/read-query";
import { idParams } from "#lib/auth/schema";
import { route } from "#lib/core/route";
import { changeView, deleteView } from "#lib/views/commands";
import { savedView, viewChange } from "#lib/views/schema";

export const PATCH = route({
  summary: "Rename, change or share a view: its owner and admins",
  access: "session",
  params: idParams,
  body: viewChange,
  answer: savedView,
  run: ({ principal, params, body }) => changeView(principal, params.id, body, readQuery),
});

export const DELETE = route({
  summary: "Delete a view: its owner and admins",
  access: "session",
  params: idParams,
  run: async ({ principal, params }) => {
    await deleteView(principal, params.id);
    return null;
  },
});
