import { z } from "zod";
import { isZone } from "./time.ts";

/** A feature's or team's name in URLs. */
export const slug = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case letters, digits and single hyphens")
  .meta({ description: "Name in URLs: lower-case letters, digits and single hyphens" });

/** An RFC 3339 instant with its offset. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** A name of the IANA time zone database. */
export const zone = z.string().refine(isZone, "not a known time zone, such as Europe/Berlin");

export const environment = z.string().min(1).max(64).default("production");

/** A page of a list: `next` is the cursor of the following page, null on the last. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
