import { route } from "#lib/core/route";
import { endDiscount } from "#lib/cost/price-commands";
import { discountAnswer, endBody, priceParams } from "#lib/cost/price-schema";

export const POST = route({
  summary: "End a discount; it is never changed otherwise",
  access: "admin",
  params: priceParams,
  body: endBody,
  answer: discountAnswer,
  run: ({ principal, params, body }) => endDiscount(principal, params.id, body),
});
