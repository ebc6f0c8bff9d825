import { activityCsv } from "#lib/activity/activity-csv";
import { listActivity } from "#lib/activity/queries";
import { activityPage, activityQuery } from "#lib/activity/schema";
import { route } from "#lib/core/route";

export const GET = route({
  summary:
    "Who changed what, newest first; the whole log for admins and auditors, a feature's for whoever may read it",
  access: "read",
  query: activityQuery,
  answer: activityPage,
  run: ({ principal, query }) =>
    query.format === "csv" ? activityCsv(principal, query) : listActivity(principal, query),
});
