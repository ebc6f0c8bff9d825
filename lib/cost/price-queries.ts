import "server-only";
import { z } from "zod";
import { canReadFeature, type Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { DAY_MS } from "#lib/core/time";
import { Prisma } from "#prisma/client";
import { presentDiscount, presentPrice } from "./present-price.ts";
import { FORMULA_VERSION, PRICE_LIST } from "./price.ts";
import { priceListFacts } from "./price-list.ts";
import {
  type DiscountAnswer,
  type PriceAnswer,
  type PriceListAnswer,
  type UnpricedModel,
  unpricedModel,
} from "./price-schema.ts";

/** Ended ones last, else as they are chosen: by feature, kind and name. */
const order = { holds: 0, planned: 1, ended: 2 } as const;

/** Every own price, those that ended too. Keys that are bound to a feature see its prices and those for every feature. */
export async function listPrices(principal: Principal, now = new Date()): Promise<{ items: PriceAnswer[] }> {
  const rows = await db().ownPrice.findMany({
    include: { rates: true },
    orderBy: [{ name: "asc" }, { validFrom: "desc" }, { id: "desc" }],
  });
  const ids = rows.flatMap((row) => (row.featureId === null ? [] : [row.featureId]));
  const features = await db().feature.findMany({
    where: { id: { in: ids } },
    select: { id: true, slug: true, name: true },
  });
  const named = new Map(features.map(({ id, slug, name }) => [id, { slug, name }]));
  return {
    items: rows
      .filter((row) => row.featureId === null || canReadFeature(principal, row.featureId))
      .map((row) =>
        presentPrice(row, row.featureId === null ? null : (named.get(row.featureId) ?? null), now),
      )
      .sort((a, b) => order[a.state] - order[b.state]),
  };
}

/** Every discount, those that ended too. */
export async function listDiscounts(now = new Date()): Promise<{ items: DiscountAnswer[] }> {
  const rows = await db().priceDiscount.findMany({
    orderBy: [{ name: "asc" }, { validFrom: "desc" }, { id: "desc" }],
  });
  return {
    items: rows.map((row) => presentDiscount(row, now)).sort((a, b) => order[a.state] - order[b.state]),
  };
}

const UNPRICED_DAYS = 30;

/** Models with billable calls that have no price, of the last 30 days of UTC, most calls first; at most 50. */
async function unpricedModels(principal: Principal, now: Date): Promise<UnpricedModel[]> {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const from = new Date(today - (UNPRICED_DAYS - 1) * DAY_MS).toISOString();
  const bound = principal.kind === "key" ? principal.featureId : null;
  const mine = bound === null ? Prisma.empty : Prisma.sql`AND r.feature_id = ${bound}`;
  const rows = await db().$queryRaw`
    SELECT d.provider, coalesce(d.response_model, d.request_model) AS model, d.service_tier AS "serviceTier",
      sum(r.calls)::float8 AS calls, sum(r.unpriced_calls)::float8 AS "unpricedCalls",
      sum(r.input_tokens + r.output_tokens) FILTER (WHERE r.unpriced_calls > 0) = 0 AS "withoutCounts",
      to_char(min(r.start) FILTER (WHERE r.unpriced_calls > 0) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "firstDay"
    FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
    WHERE r.grain = 'd' AND r.start >= ${from}::timestamptz AND r.billable_calls > 0 ${mine}
    GROUP BY 1, 2, 3 HAVING sum(r.unpriced_calls) > 0
    ORDER BY sum(r.unpriced_calls) DESC, 2, 1, 3 LIMIT 50`;
  return z.array(unpricedModel).parse(rows);
}

/** The installed price list: its version, its age, how much it holds, and what calls it left without a price. */
export async function readPriceList(principal: Principal, now = new Date()): Promise<PriceListAnswer> {
  const [facts, unpriced] = await Promise.all([priceListFacts(now), unpricedModels(principal, now)]);
  return { list: PRICE_LIST, formula: FORMULA_VERSION, ...facts, unpriced };
}
