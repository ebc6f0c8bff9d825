import { z } from "zod";
import { displayName } from "#lib/auth/schema";
import { notStorable, slug } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";

export const teamParams = z.object({ slug });
export const memberParams = z.object({ slug, userId: z.uuid() });

export const teamBody = z.strictObject({ slug, name: displayName });
export type TeamBody = z.output<typeof teamBody>;

/** One line that says something; empty text says nothing and clears. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine(isStorable, notStorable)
    .refine((text) => !/[\r\n]/.test(text), "one line only")
    .transform((text) => text || null)
    .nullable()
    .optional();

const webAddress = z
  .url({ protocol: /^https?$/, error: "a web address, such as https://wiki.example.com/escalation" })
  .max(2000)
  .refine(isStorable, notStorable);

/** How a team is reached. What is left out stays; null or an empty text clears. */
export const contactsInput = z.strictObject({
  chat: line(200).meta({ description: "A channel (#claims-oncall) or the address of one" }),
  email: z
    .union([
      z.literal("").transform(() => null),
      z.email("an e-mail address, such as claims@example.com").max(254),
    ])
    .nullable()
    .optional(),
  phone: line(40)
    .refine(
      (text) => !text || /^\+?[\d ()./-]{4,}( ?(x|ext\.?) ?\d{1,6})?$/i.test(text),
      "a telephone number, such as +49 30 1234567",
    )
    .meta({ description: "A telephone number, with the country's code" }),
  escalation: z
    .string()
    .trim()
    .max(1000)
    .refine(isStorable, notStorable)
    .transform((text) => text || null)
    .nullable()
    .optional()
    .meta({ description: "Whom to call when nobody of the team answers" }),
  escalationUrl: z
    .union([z.literal("").transform(() => null), webAddress])
    .nullable()
    .optional(),
});
export type ContactsInput = z.output<typeof contactsInput>;

export const teamContacts = z.object({
  chat: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  escalation: z.string().nullable(),
  escalationUrl: z.string().nullable(),
});
export type TeamContacts = z.output<typeof teamContacts>;

export const teamChange = z
  .strictObject({
    name: displayName.optional(),
    accountable: z
      .uuid()
      .nullable()
      .optional()
      .meta({ description: "The id of an active member; null for nobody" }),
    contacts: contactsInput.optional(),
  })
  .refine(
    (body) => body.name !== undefined || body.accountable !== undefined || body.contacts !== undefined,
    "Send a name, accountable or contacts.",
  );
export type TeamChange = z.output<typeof teamChange>;

const person = z.object({ id: z.uuid(), name: z.string() });

export const teamAnswer = z
  .object({
    slug: z.string(),
    name: z.string(),
    accountable: person.nullable(),
    contacts: teamContacts.meta({
      description: "How the team is reached; empty for a key that is bound to a feature",
    }),
    members: z.array(person.extend({ email: z.string(), disabled: z.boolean() })),
    features: z.array(z.object({ slug: z.string(), name: z.string() })),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Team" });
export type TeamAnswer = z.output<typeof teamAnswer>;
export const teamsAnswer = z.object({ items: z.array(teamAnswer) });
