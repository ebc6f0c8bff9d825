import { csvResponse } from "#lib/core/csv";
import { route } from "#lib/core/route";
import { readCompared } from "#lib/portfolio/compare-queries";
import { comparisonAnswer, comparisonQuery } from "#lib/portfolio/compare-schema";
import { compareRows, comparisonTable } from "#lib/portfolio/table";

export const GET = route({
  summary: "Two features beside each other: their figures and every check, and what differs",
  access: "read",
  query: comparisonQuery,
  answer: comparisonAnswer,
  run: async ({ principal, query: { a, b, format } }) => {
    const now = new Date();
    const [left, right] = await Promise.all([
      readCompared(principal, a, now),
      readCompared(principal, b, now),
    ]);
    const rows = compareRows(left, right);
    if (format === "json") return { rows };
    const { head, rows: lines } = comparisonTable(rows);
    return csvResponse(`compare-${a}-${b}`, head, lines);
  },
});
