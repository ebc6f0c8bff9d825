import { z } from "zod";
import { notStorable } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";

/** The lists that can be looked at in a way worth keeping. feature-calls is the list of every feature alike. */
export const pageKeys = ["calls", "feature-calls", "portfolio"] as const;
export type PageKey = (typeof pageKeys)[number];

const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((text) => isStorable(text), notStorable);
const query = z
  .string()
  .max(8000)
  .meta({ description: "The words of the page's address, as after its question mark" });

export const viewsQuery = z.object({ page: z.enum(pageKeys) });
export const newView = z.strictObject({
  page: z.enum(pageKeys),
  name,
  query,
  shared: z.boolean().default(false),
});
export type NewView = z.output<typeof newView>;
export const viewChange = z.strictObject({
  name: name.optional(),
  query: query.optional(),
  shared: z.boolean().optional(),
});
export type ViewChange = z.output<typeof viewChange>;

export const savedView = z.object({
  id: z.uuid(),
  page: z.enum(pageKeys),
  name: z.string(),
  query: z.string(),
  shared: z.boolean(),
  owner: z.object({ id: z.uuid(), name: z.string() }),
  /** Whether whoever asks may rename, change, share and delete it. */
  mayChange: z.boolean(),
  updatedAt: z.string(),
});
export type SavedView = z.infer<typeof savedView>;
export const savedViews = z.object({ items: z.array(savedView) });
export type SavedViews = z.infer<typeof savedViews>;

/** Reads an address as its page does: the words in one order, and those that the page does not understand. */
export type ReadQuery = (page: PageKey, query: URLSearchParams) => { query: string; refused: string[] };
