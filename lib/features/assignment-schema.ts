import { z } from "zod";
import { slug } from "#lib/core/schema";

/** Features of one assignment. */
export const MAX_ASSIGNED = 1000;

export const assignmentInput = z
  .strictObject({
    features: z
      .array(slug)
      .min(1, "name at least one feature")
      .max(MAX_ASSIGNED)
      .meta({ description: "Slugs; one that is named twice counts once" }),
    team: slug.nullish().meta({ description: "The owning team; null for nobody, left out to leave it" }),
    rotation: slug
      .nullish()
      .meta({ description: "The rotation that answers; null for none, left out to leave it" }),
    preview: z.boolean().default(false).meta({ description: "Say what would change, and change nothing" }),
  })
  .refine(
    (body) => body.team !== undefined || body.rotation !== undefined,
    "Send a team, a rotation or both.",
  );

export type AssignmentInput = z.output<typeof assignmentInput>;
export type AssignmentDraft = z.input<typeof assignmentInput>;

const named = z.object({ slug: z.string(), name: z.string() });
const move = z
  .object({ from: named.nullable(), to: named.nullable() })
  .nullable()
  .meta({ description: "Null where it stays" });

export const assignmentAnswer = z
  .object({
    preview: z.boolean(),
    changed: z.int().meta({ description: "Features that change" }),
    features: z.array(
      named.extend({
        team: move,
        rotation: move,
        mayChange: z.boolean().meta({
          description:
            "False in a preview for a feature that the caller may not change; without preview all may be",
        }),
      }),
    ),
  })
  .meta({ id: "Assignment" });

export type AssignmentAnswer = z.infer<typeof assignmentAnswer>;
