import { csvResponse } from "#lib/core/csv";
import { route } from "#lib/core/route";
import { unpricedColumns, unpricedLine } from "#lib/cost/price-csv";
import { readPriceList } from "#lib/cost/price-queries";
import { formatQuery, priceListAnswer } from "#lib/cost/price-schema";

export const GET = route({
  summary: "The installed price list: version, age, size, and the models that it left without a price",
  access: "read",
  query: formatQuery,
  answer: priceListAnswer,
  run: async ({ principal, query }) => {
    const list = await readPriceList(principal);
    return query.format === "csv"
      ? csvResponse("unpriced-models", unpricedColumns, list.unpriced.map(unpricedLine))
      : list;
  },
});
