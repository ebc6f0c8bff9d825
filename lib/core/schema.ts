import { z } from "zod";
import { isZone } from "./calendar.ts";
import { isStorable } from "./storable.ts";

/** A feature's or team's name in URLs. */
export const slug = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case letters, digits and single hyphens")
  .meta({ description: "Name in URLs: lower-case letters, digits and single hyphens" });

// Postgres and Date write years outside of 1 to 9999 each in a way of its own; reports also look back some weeks.
const FIRST = "1900-01-01T00:00:00Z";
const LAST = "9999-12-31T23:00:00Z";
const range = "must lie in the years 1900 to 9999";

/** A calendar day, such as 2026-03-14; in no zone does it leave the years that can be stored. */
export const day = z.iso.date().refine((text) => text > FIRST && text < "9999-12-31", range);

/** An RFC 3339 instant with its offset, as text. */
export const instantText = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= Date.parse(FIRST) && Date.parse(text) <= Date.parse(LAST), range);

/** An RFC 3339 instant with its offset. */
export const instant = instantText.transform((text) => new Date(text));

/** A name of the IANA time zone database. */
export const zone = z.string().refine(isZone, "not a known time zone, such as Europe/Berlin");

/** Why a text that Postgres cannot keep is refused. */
export const notStorable = "has a character that cannot be stored";

export const environment = z.string().min(1).max(64).refine(isStorable, notStorable).default("production");

/** A page of a list: `next` is the cursor of the following page, null on the last. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
