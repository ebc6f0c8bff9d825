import { z } from "zod";
import { notStorable, slug } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";

export const stakes = ["high", "standard", "low"] as const;
export const audiences = ["customer", "internal"] as const;
export const lifecycles = ["pilot", "production", "retired"] as const;
export const unitKinds = ["trace", "conversation", "attribute"] as const;
export const contentPolicies = ["none", "redacted", "full"] as const;

/** Days that a feature's messages are kept. */
export const CONTENT_RETENTION_DAYS = { default: 30, min: 1, max: 730 } as const;

/** Words that are addresses of their own under /features, or that telemetry uses for what has no feature. */
const reserved = new Set(["new", "unregistered"]);

export const featureSlug = slug.refine(
  (value) => !reserved.has(value),
  "this name is reserved; choose another",
);

export const featureParams = z.object({ slug });

/** PUT alone may meet a slug that does not exist yet. */
export const registerParams = z.object({ slug: featureSlug });

export const registerQuery = z.object({
  onlyNew: z
    .stringbool()
    .default(false)
    .meta({ description: "True: a slug that is registered already is a conflict instead of an update" }),
});

/** Whether a text is one line: no control characters. */
function isLine(text: string): boolean {
  return !/\p{Cc}/u.test(text) && text.isWellFormed();
}

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(max, `at most ${max} characters`)
    .refine(isLine, "must be one line of text");

const paragraph = (max: number) =>
  z.string().trim().max(max, `at most ${max} characters`).refine(isStorable, notStorable);

const attributeRule = "name the attribute when kind is attribute, and only then";

export const unitOfWork = z
  .strictObject({
    kind: z.enum(unitKinds),
    attribute: line(200).optional().meta({
      description: "The span attribute whose value names one unit of work; only for kind attribute",
    }),
    label: line(60)
      .nullish()
      .meta({ description: "What one unit is called, in the singular: claim, ticket, document" }),
  })
  .refine((unit) => (unit.kind === "attribute") === (unit.attribute !== undefined), {
    path: ["attribute"],
    error: attributeRule,
  });

/** A pattern of the organisation's own, in RE2's syntax; the API refuses what cannot be run in linear time. */
export const redactionPattern = z.strictObject({
  name: line(60),
  expression: z.string().min(1, "must not be empty").max(500, "at most 500 characters").meta({
    description: "A regular expression in RE2's syntax: no look-arounds, no back references",
  }),
  replacement: z
    .string()
    .regex(/^\[[a-z][a-z0-9 _-]{0,39}\]$/i, "a word in square brackets, such as [customer]")
    .meta({ description: "What stands there instead, such as [customer]" }),
});

export const redactionPatterns = z
  .array(redactionPattern)
  .max(20, "at most 20 patterns")
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "each name once");

export type RedactionPattern = z.output<typeof redactionPattern>;

/** What PUT takes. What is left out stays as it is stored, or takes its default for a new feature; null clears. */
export const registration = z
  .strictObject({
    name: line(120),
    description: paragraph(2000).nullish(),
    stakes: z.enum(stakes),
    audience: z.enum(audiences),
    lifecycle: z.enum(lifecycles),
    team: slug.nullish().meta({ description: "The slug of the owning team" }),
    unitOfWork: unitOfWork.optional(),
    match: z
      .strictObject({ serviceName: z.array(line(255)).max(50, "at most 50 service names").optional() })
      .optional()
      .meta({
        description:
          "Telemetry that names no feature belongs to this one when its service.name is listed here",
      }),
    usesRetrieval: z.boolean().optional(),
    contentPolicy: z.enum(contentPolicies).optional(),
    contentRetentionDays: z
      .int()
      .min(CONTENT_RETENTION_DAYS.min)
      .max(CONTENT_RETENTION_DAYS.max)
      .optional()
      .meta({ description: "How long messages are kept; calls and their figures stay longer" }),
    redactionPatterns: redactionPatterns.optional().meta({
      description: "Applied beside the built-in and the organisation's patterns before anything is stored",
    }),
    badge: z.boolean().optional().meta({
      description: "Whether anybody may see the badge /badge/<slug>.svg without signing in; off unless told",
    }),
  })
  .meta({ description: "A field that is left out stays as it is; null clears it." });

export type RegistrationInput = z.input<typeof registration>;
export type Registration = z.output<typeof registration>;

export const owner = z.object({
  team: z.object({ slug: z.string(), name: z.string() }),
  /** The person who answers for the feature; null when the team names none. */
  accountable: z.object({ id: z.string(), name: z.string() }).nullable(),
  members: z.number().int(),
});

/** A feature as it is registered. */
export const registeredFeature = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  stakes: z.enum(stakes),
  audience: z.enum(audiences),
  lifecycle: z.enum(lifecycles),
  owner: owner.nullable(),
  unitOfWork: z.object({
    kind: z.enum(unitKinds),
    attribute: z.string().optional(),
    label: z.string().nullable(),
  }),
  match: z.object({ serviceName: z.array(z.string()) }),
  usesRetrieval: z.boolean(),
  contentPolicy: z.enum(contentPolicies),
  contentRetentionDays: z.int(),
  /** Messages from before were deleted by a person; null when nobody did. */
  contentKeptFrom: z.iso.datetime().nullable(),
  redactionPatterns: z.array(redactionPattern),
  badge: z.boolean().meta({ description: "Whether anybody may see its badge without signing in" }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export type RegisteredFeature = z.infer<typeof registeredFeature>;
export type Owner = z.infer<typeof owner>;

/** A team that may own a feature, for pickers. */
export type OwnerTeam = { slug: string; name: string; accountable: string | null; members: number };
