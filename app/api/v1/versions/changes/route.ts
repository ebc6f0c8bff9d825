import { route } from "#lib/core/route";
import { listDayChanges } from "#lib/versions/search/day-changes";
import { changesCsv } from "#lib/versions/search/search-csv";
import { changesPage, changesQuery } from "#lib/versions/search/search-schema";

export const GET = route({
  summary:
    "What changed between two days, over all features: deployments with what they changed and why, and models that first answered",
  access: "read",
  query: changesQuery,
  answer: changesPage,
  run: ({ principal, query }) => {
    if (query.format === "json") return listDayChanges(principal, query);
    const name = `changes-${query.from}-${query.to}`;
    return changesCsv(name, (cursor, limit) => listDayChanges(principal, { ...query, cursor, limit }));
  },
});
