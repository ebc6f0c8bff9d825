import { route } from "#lib/core/route";
import { revokeCalendarLink } from "#lib/ownership/on-call/calendar-links";
import { linkParams } from "#lib/ownership/on-call/on-call-schema";

export const DELETE = route({
  summary: "Revoke one of one's own calendar addresses at once",
  access: "session",
  params: linkParams,
  run: async ({ principal, params }) => {
    await revokeCalendarLink(principal, params.id);
    return null;
  },
});
