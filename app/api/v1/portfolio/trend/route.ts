import { route } from "#lib/core/route";
import { readTrend } from "#lib/portfolio/changes-queries";
import { portfolioTrend } from "#lib/portfolio/changes-schema";

export const GET = route({
  summary: "How many features had which verdict at the end of each of the last 26 weeks",
  access: "read",
  answer: portfolioTrend,
  run: ({ principal }) => readTrend(principal, new Date()),
});
