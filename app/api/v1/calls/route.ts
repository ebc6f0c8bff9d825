import { route } from "#lib/core/route";
import { callPage } from "#lib/telemetry/explorer-answers-schema";
import { allCallsQuery } from "#lib/telemetry/filters-schema";
import { callsCsv } from "#lib/telemetry/read/calls-csv";
import { listAllCalls } from "#lib/telemetry/read/queries-calls";

export const GET = route({
  summary: "Calls of all features, those of no registered feature among them, newest first",
  access: "read",
  query: allCallsQuery,
  answer: callPage,
  run: async ({ principal, query }) => {
    const { cursor, limit, format, columns, ...filters } = query;
    const page = (paging: { cursor?: string | undefined; limit: number }) =>
      listAllCalls(principal, filters, paging);
    return format === "csv" ? callsCsv("calls", columns, page) : page({ cursor, limit });
  },
});
