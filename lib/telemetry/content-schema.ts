import { z } from "zod";
import { instant } from "#lib/core/schema";

export const contentDeletionQuery = z.object({
  before: instant.meta({ description: "Messages of spans that began before are deleted; not in the future" }),
});

export const contentDeletion = z.object({
  /** RFC 3339. Messages from before are neither shown nor stored again. */
  keptFrom: z.string(),
  removed: z.int(),
  done: z
    .boolean()
    .meta({ description: "False: the rest is removed within minutes, and is not shown meanwhile" }),
});
export type ContentDeletion = z.output<typeof contentDeletion>;
