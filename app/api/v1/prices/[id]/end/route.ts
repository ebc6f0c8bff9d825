import { route } from "#lib/core/route";
import { endPrice } from "#lib/cost/price-commands";
import { endBody, priceAnswer, priceParams } from "#lib/cost/price-schema";

export const POST = route({
  summary: "End an own price; it is never changed otherwise",
  access: "admin",
  params: priceParams,
  body: endBody,
  answer: priceAnswer,
  run: ({ principal, params, body }) => endPrice(principal, params.id, body),
});
