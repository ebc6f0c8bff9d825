import { route } from "#lib/core/route";
import { callsCsv } from "#lib/telemetry/calls-csv";
import { listAllCalls } from "#lib/telemetry/queries-calls";
import { allCallsQuery, callPage } from "#lib/telemetry/schema";

export const GET = route({
  summary: "Calls of all features, those of no registered feature among them, newest first",
  access: "read",
  query: allCallsQuery,
  answer: callPage,
  run: async ({ principal, query }) => {
    const { cursor, limit, format, ...filters } = query;
    const page = (paging: { cursor?: string | undefined; limit: number }) =>
      listAllCalls(principal, filters, paging);
    return format === "csv" ? callsCsv("calls", page) : page({ cursor, limit });
  },
});
