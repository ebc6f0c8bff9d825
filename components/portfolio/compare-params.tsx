import { parseAsBoolean, parseAsString } from "nuqs/server";

/** The words of the address of a comparison: two slugs, and whether only what differs is shown. */
export const compareParams = {
  a: parseAsString.withDefault(""),
  b: parseAsString.withDefault(""),
  diff: parseAsBoolean.withDefault(false),
};
