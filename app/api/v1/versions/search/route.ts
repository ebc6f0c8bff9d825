import { route } from "#lib/core/route";
import { searchVersions } from "#lib/versions/search/search";
import { searchCsv } from "#lib/versions/search/search-csv";
import { searchPage, searchQuery } from "#lib/versions/search/search-schema";

export const GET = route({
  summary:
    "Where did it run? Artifact versions by name, content, reason, digest, release or commit, over all features",
  access: "read",
  query: searchQuery,
  answer: searchPage,
  run: ({ principal, query }) =>
    query.format === "csv"
      ? searchCsv((cursor, limit) =>
          searchVersions(principal, { ...query, cursor, limit }, Number.POSITIVE_INFINITY),
        )
      : searchVersions(principal, query),
});
