import { csvResponse } from "#lib/core/csv";
import { route } from "#lib/core/route";
import { exportPortfolio, listPortfolio } from "#lib/portfolio/queries";
import { portfolioPage, portfolioQuery } from "#lib/portfolio/schema";
import { portfolioTable } from "#lib/portfolio/table";

export const GET = route({
  summary:
    "The features with verdict, met count, owner and cents per interaction, and a summary of all of them",
  access: "read",
  query: portfolioQuery,
  answer: portfolioPage,
  run: async ({ principal, query }) => {
    const now = new Date();
    if (query.format === "json") return listPortfolio(principal, query, now);
    const { head, rows } = portfolioTable(await exportPortfolio(principal, query, now));
    return csvResponse("features", head, rows);
  },
});
