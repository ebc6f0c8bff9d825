import { csvResponse } from "#lib/core/csv";
import { route } from "#lib/core/route";
import { rotationParams, shiftsAnswer, shiftsQuery } from "#lib/ownership/on-call/on-call-schema";
import { listShifts } from "#lib/ownership/on-call/rotation-queries";
import { shiftsTable } from "#lib/ownership/on-call/shifts-csv";

export const GET = route({
  summary: "Who was and who will be on call in a rotation, oldest first",
  access: "read",
  params: rotationParams,
  query: shiftsQuery,
  answer: shiftsAnswer,
  run: async ({ principal, params, query }) => {
    const answer = await listShifts(principal, params.slug, query, new Date());
    if (query.format === "json") return answer;
    const { head, rows } = shiftsTable(answer.items);
    return csvResponse(`shifts-${params.slug}`, head, rows);
  },
});
