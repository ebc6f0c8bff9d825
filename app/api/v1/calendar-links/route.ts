import { created, route } from "#lib/core/route";
import { createCalendarLink, listCalendarLinks } from "#lib/ownership/on-call/calendar-links";
import {
  calendarLinkInput,
  calendarLinksAnswer,
  newCalendarLink,
} from "#lib/ownership/on-call/on-call-schema";

export const GET = route({
  summary: "One's own calendar addresses that still work, without the addresses",
  access: "session",
  answer: calendarLinksAnswer,
  run: async ({ principal }) => ({ items: await listCalendarLinks(principal) }),
});

export const POST = route({
  summary: "Make a calendar address of a rotation's or of one's own shifts; shown this once",
  access: "session",
  body: calendarLinkInput,
  answer: newCalendarLink,
  answerIsSecret: true,
  run: async ({ principal, body }) => created(await createCalendarLink(principal, body.rotation)),
});
