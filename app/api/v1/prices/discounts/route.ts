import { csvResponse } from "#lib/core/csv";
import { created, route } from "#lib/core/route";
import { createDiscount } from "#lib/cost/price-commands";
import { discountColumns, discountLine } from "#lib/cost/price-csv";
import { listDiscounts } from "#lib/cost/price-queries";
import { discountAnswer, discountBody, discountsAnswer, formatQuery } from "#lib/cost/price-schema";

export const GET = route({
  summary: "Discounts on the price list, those that ended too",
  access: "read",
  query: formatQuery,
  answer: discountsAnswer,
  run: async ({ query }) => {
    const discounts = await listDiscounts();
    return query.format === "csv"
      ? csvResponse("discounts", discountColumns, discounts.items.map(discountLine))
      : discounts;
  },
});

export const POST = route({
  summary: "State a discount (or surcharge) on the price list; own prices are not discounted",
  access: "admin",
  body: discountBody,
  answer: discountAnswer,
  run: async ({ principal, body }) => created(await createDiscount(principal, body)),
});
