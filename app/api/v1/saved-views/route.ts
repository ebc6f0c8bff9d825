import { created, route } from "#lib/core/route";
import { createView } from "#lib/views/commands";
import { listViews } from "#lib/views/queries";
import { newView, savedView, savedViews, viewsQuery } from "#lib/views/schema";
import { readQuery } from "./read-query.ts";

export const GET = route({
  summary: "One's own views of a page and those that are shared",
  access: "session",
  query: viewsQuery,
  answer: savedViews,
  run: ({ principal, query }) => listViews(principal, query.page),
});

export const POST = route({
  summary: "Keep the way in which a page is looked at",
  access: "session",
  body: newView,
  answer: savedView,
  run: async ({ principal, body }) => created(await createView(principal, body, readQuery)),
});
