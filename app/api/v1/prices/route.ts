import { csvResponse } from "#lib/core/csv";
import { created, route } from "#lib/core/route";
import { createPrice } from "#lib/cost/price-commands";
import { priceColumns, priceLine } from "#lib/cost/price-csv";
import { listPrices } from "#lib/cost/price-queries";
import { formatQuery, priceAnswer, priceBody, pricesAnswer } from "#lib/cost/price-schema";

export const GET = route({
  summary: "The organisation's own prices, those that ended too",
  access: "read",
  query: formatQuery,
  answer: pricesAnswer,
  run: async ({ principal, query }) => {
    const prices = await listPrices(principal);
    return query.format === "csv"
      ? csvResponse("own-prices", priceColumns, prices.items.map(priceLine))
      : prices;
  },
});

export const POST = route({
  summary: "State an own price of a model or tool, for one feature or for all",
  access: "admin",
  body: priceBody,
  answer: priceAnswer,
  run: async ({ principal, body }) => created(await createPrice(principal, body)),
});
