import { z } from "zod";
import { instantText, pageQuery, slug, zone } from "#lib/core/schema";
import { redactionPattern, redactionPatterns } from "#lib/features/schema";
import { PASSWORD_MAX, roles, scopes, TELEMETRY_RETENTION_DAYS } from "./domain.ts";

export const email = z
  .email("Enter an e-mail address, such as ada@example.com.")
  .max(254)
  .toLowerCase()
  .meta({ description: "E-mail address; kept in lower case" });

/** A name of a person, a team, a key or the organisation: one line. */
export const displayName = z
  .string()
  .trim()
  .min(1, "Enter a name.")
  .max(100, "Use at most 100 characters.")
  .regex(/^\P{Cc}*$/u, "Use one line without control characters.")
  .refine((text) => text.isWellFormed(), "This has a character that cannot be stored.");

/** Longer than the rule allows, so that the rule's own sentence is the answer. */
const password = z.string().max(PASSWORD_MAX * 10);
const at = z.iso.datetime();
const uuid = z.uuid();

export const roleName = z.enum(roles);
export const scopeName = z.enum(scopes);

export const setUpBody = z.strictObject({
  token: z.string().min(1).max(200),
  organisation: displayName,
  zone,
  name: displayName,
  email,
  password,
});
export type SetUpBody = z.output<typeof setUpBody>;

export const idParams = z.object({ id: uuid });

export const userAnswer = z
  .object({
    id: uuid,
    email: z.string(),
    name: z.string(),
    role: roleName,
    zone: z.string().nullable(),
    disabledAt: at.nullable(),
    createdAt: at,
    lastSeenAt: at.nullable(),
    signsInWith: z.array(z.enum(["password", "single_sign_on"])),
    teams: z.array(z.object({ slug: z.string(), name: z.string() })),
  })
  .meta({ id: "User" });
export type UserAnswer = z.output<typeof userAnswer>;
export const usersAnswer = z.object({ items: z.array(userAnswer) });

export const userChange = z
  .strictObject({ role: roleName.optional(), disabled: z.boolean().optional() })
  .refine((body) => body.role !== undefined || body.disabled !== undefined, "Send a role, or disabled.");
export type UserChange = z.output<typeof userChange>;

export const profileChange = z.strictObject({
  name: displayName.optional(),
  zone: zone.nullable().optional(),
});
export type ProfileChange = z.output<typeof profileChange>;

export const passwordChange = z.strictObject({ current: password, password });
export type PasswordChange = z.output<typeof passwordChange>;

export const passwordLinkAnswer = z.object({
  link: z.string().meta({ description: "Shown only in this answer" }),
  expiresAt: at,
});
export type PasswordLink = z.output<typeof passwordLinkAnswer>;
export const passwordReset = z.strictObject({ token: z.string().min(1).max(200), password });
export type PasswordReset = z.output<typeof passwordReset>;

export const sessionAnswer = z
  .object({
    id: uuid,
    userAgent: z.string().nullable(),
    address: z.string().nullable(),
    createdAt: at,
    lastSeenAt: at,
    expiresAt: at,
    current: z.boolean(),
  })
  .meta({ id: "Session" });
export type SessionAnswer = z.output<typeof sessionAnswer>;
export const sessionsAnswer = z.object({ items: z.array(sessionAnswer) });
export const revokedAnswer = z.object({ revoked: z.int() });

export const invitationBody = z.strictObject({ email, role: roleName, team: slug.nullish() });
export type InvitationBody = z.output<typeof invitationBody>;

export const invitationAnswer = z
  .object({
    id: uuid,
    email: z.string(),
    role: roleName,
    team: z.object({ slug: z.string(), name: z.string() }).nullable(),
    invitedBy: z.string().nullable(),
    state: z.enum(["pending", "accepted", "revoked", "expired"]),
    createdAt: at,
    expiresAt: at,
  })
  .meta({ id: "Invitation" });
export type InvitationAnswer = z.output<typeof invitationAnswer>;
export const invitationsAnswer = z.object({ items: z.array(invitationAnswer) });
export const newInvitationAnswer = invitationAnswer.extend({
  link: z.string().meta({ description: "Shown only in this answer" }),
});
export type NewInvitation = z.output<typeof newInvitationAnswer>;

export const acceptBody = z.strictObject({ token: z.string().min(1).max(200), name: displayName, password });
export type AcceptBody = z.output<typeof acceptBody>;
export const signedInAnswer = z.object({ user: z.object({ id: uuid, email: z.string(), name: z.string() }) });

export const keyBody = z.strictObject({
  name: displayName,
  scopes: z
    .array(scopeName)
    .min(1, "Choose at least one scope.")
    .max(scopes.length)
    .transform((list) => scopes.filter((scope) => list.includes(scope))),
  feature: slug
    .nullish()
    .meta({ description: "Binds the key to one feature; only admins make keys without one" }),
  expiresAt: instantText.nullish(),
});
export type KeyBody = z.output<typeof keyBody>;

export const keyAnswer = z
  .object({
    id: uuid,
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(scopeName),
    feature: z.object({ slug: z.string(), name: z.string() }).nullable(),
    createdBy: z.string().nullable(),
    createdAt: at,
    expiresAt: at.nullable(),
    lastUsedAt: at.nullable(),
    revokedAt: at.nullable(),
    state: z.enum(["active", "expired", "revoked"]),
  })
  .meta({ id: "ApiKey" });
export type KeyAnswer = z.output<typeof keyAnswer>;
export const keysAnswer = z.object({ items: z.array(keyAnswer), next: z.string().nullable() });
export const newKeyAnswer = keyAnswer.extend({
  secret: z.string().meta({ description: "Shown only in this answer" }),
});
export type NewKey = z.output<typeof newKeyAnswer>;

export const keysQuery = z.object({ feature: slug.optional(), ...pageQuery });
export type KeysQuery = z.output<typeof keysQuery>;

export const installationAnswer = z
  .object({
    name: z.string(),
    zone: z.string(),
    createdAt: at,
    singleSignOn: z.boolean(),
    telemetryRetentionDays: z.int(),
    redactionPatterns: z.array(redactionPattern),
  })
  .meta({ id: "Installation" });
export type InstallationAnswer = z.output<typeof installationAnswer>;
export const installationChange = z.strictObject({
  name: displayName.optional(),
  zone: zone.optional(),
  telemetryRetentionDays: z
    .int()
    .min(TELEMETRY_RETENTION_DAYS.min, `at least ${TELEMETRY_RETENTION_DAYS.min} days`)
    .max(TELEMETRY_RETENTION_DAYS.max, `at most ${TELEMETRY_RETENTION_DAYS.max} days`)
    .optional()
    .meta({ description: "How long calls, spans and interactions are kept; rollups stay" }),
  redactionPatterns: redactionPatterns
    .optional()
    .meta({ description: "Applied to what every feature keeps, beside the built-in patterns" }),
});
export type InstallationChange = z.output<typeof installationChange>;
