import { csvResponse } from "#lib/core/csv";
import { route } from "#lib/core/route";
import { readChanges } from "#lib/portfolio/changes-queries";
import { changesQuery, portfolioChanges } from "#lib/portfolio/changes-schema";
import { erodedTable, goingStaleTable } from "#lib/portfolio/table";

export const GET = route({
  summary: "Checks that eroded in the last 7 days and checks that go stale in the next 30, over all features",
  access: "read",
  query: changesQuery,
  answer: portfolioChanges,
  run: async ({ principal, query }) => {
    const changes = await readChanges(principal, new Date());
    if (query.format === "json") return changes;
    const eroded = query.list === "eroded";
    const { head, rows } = eroded ? erodedTable(changes) : goingStaleTable(changes);
    return csvResponse(eroded ? "eroded" : "going-stale", head, rows);
  },
});
