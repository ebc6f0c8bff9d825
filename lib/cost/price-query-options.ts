import { queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { DiscountAnswer, PriceAnswer, PriceListAnswer } from "./price-schema.ts";

/** Own prices, those that ended too. */
export const pricesOptions = () =>
  queryOptions({
    queryKey: ["prices", "own"],
    queryFn: ({ signal }) => api<{ items: PriceAnswer[] }>("GET", "/prices", undefined, signal),
  });

/** Discounts on the price list, those that ended too. */
export const discountsOptions = () =>
  queryOptions({
    queryKey: ["prices", "discounts"],
    queryFn: ({ signal }) => api<{ items: DiscountAnswer[] }>("GET", "/prices/discounts", undefined, signal),
  });

/** The installed price list and what it left without a price. */
export const priceListOptions = () =>
  queryOptions({
    queryKey: ["prices", "list"],
    queryFn: ({ signal }) => api<PriceListAnswer>("GET", "/prices/list", undefined, signal),
  });
