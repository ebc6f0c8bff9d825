import { z } from "zod";
import { instant, notStorable, pageQuery, slug } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";

const line = z.string().min(1).max(200).refine(isStorable, notStorable);

export const activityFilter = {
  feature: slug.optional(),
  subject: line.optional().meta({ description: "A kind (team), or a kind and an id (team:0199…)" }),
  actor: line.optional().meta({ description: "The id of a user or a key" }),
  action: line.optional().meta({ description: "An action (feature.update), or its subject (feature)" }),
  from: instant.optional(),
  to: instant.optional(),
};

export const activityQuery = z.object({
  ...activityFilter,
  ...pageQuery,
  format: z.enum(["json", "csv"]).default("json"),
});
export type ActivityQuery = z.output<typeof activityQuery>;

export const activityRow = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
    action: z.string(),
    subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    feature: z.object({ slug: z.string(), name: z.string() }).nullable(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: "Activity" });
export type ActivityRow = z.output<typeof activityRow>;

export const activityPage = z.object({ items: z.array(activityRow), next: z.string().nullable() });
export type ActivityPage = z.output<typeof activityPage>;
