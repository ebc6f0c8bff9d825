import { z } from "zod";
import { displayName } from "#lib/auth/schema";
import { slug } from "#lib/core/schema";

export const teamParams = z.object({ slug });
export const memberParams = z.object({ slug, userId: z.uuid() });

export const teamBody = z.strictObject({ slug, name: displayName });
export type TeamBody = z.output<typeof teamBody>;

export const teamChange = z
  .strictObject({
    name: displayName.optional(),
    accountable: z
      .uuid()
      .nullable()
      .optional()
      .meta({ description: "The id of an active member; null for nobody" }),
  })
  .refine(
    (body) => body.name !== undefined || body.accountable !== undefined,
    "Send a name, or accountable.",
  );
export type TeamChange = z.output<typeof teamChange>;

const person = z.object({ id: z.uuid(), name: z.string() });

export const teamAnswer = z
  .object({
    slug: z.string(),
    name: z.string(),
    accountable: person.nullable(),
    members: z.array(person.extend({ email: z.string(), disabled: z.boolean() })),
    features: z.array(z.object({ slug: z.string(), name: z.string() })),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Team" });
export type TeamAnswer = z.output<typeof teamAnswer>;
export const teamsAnswer = z.object({ items: z.array(teamAnswer) });
