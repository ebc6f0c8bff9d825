import { CONTENT_RETENTION_DAYS, type RedactionPattern, type Registration } from "./schema.ts";

/** A feature's stored fields that a registration may change, the team by its slug. */
export type StoredRegistration = {
  name: string;
  description: string | null;
  stakes: Registration["stakes"];
  audience: Registration["audience"];
  lifecycle: Registration["lifecycle"];
  team: string | null;
  unitKind: "trace" | "conversation" | "attribute";
  unitAttribute: string | null;
  unitLabel: string | null;
  usesRetrieval: boolean;
  matchServiceNames: string[];
  contentPolicy: "none" | "redacted" | "full";
  contentRetentionDays: number;
  redactionPatterns: RedactionPattern[];
  badge: boolean;
};

type Optional = Omit<StoredRegistration, "name" | "stakes" | "audience" | "lifecycle">;

const defaults: Optional = {
  description: null,
  team: null,
  unitKind: "trace",
  unitAttribute: null,
  unitLabel: null,
  usesRetrieval: false,
  matchServiceNames: [],
  contentPolicy: "none",
  contentRetentionDays: CONTENT_RETENTION_DAYS.default,
  redactionPatterns: [],
  badge: false,
};

/** Service names without repeats, in an order that does not depend on who sent them. */
export function canonicalServiceNames(names: readonly string[]): string[] {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * What a feature is registered as after a PUT: what the input leaves out stays as stored (or its default), null clears.
 * A script that knows nothing of the team must not take the owner away.
 */
export function mergeRegistration(
  stored: StoredRegistration | null,
  input: Registration,
): StoredRegistration {
  const base: Optional = stored ?? defaults;
  const unit = input.unitOfWork;
  const serviceNames = input.match?.serviceName;
  return {
    name: input.name,
    description: input.description === undefined ? base.description : input.description || null,
    stakes: input.stakes,
    audience: input.audience,
    lifecycle: input.lifecycle,
    team: input.team === undefined ? base.team : input.team,
    unitKind: unit ? unit.kind : base.unitKind,
    unitAttribute: unit ? (unit.attribute ?? null) : base.unitAttribute,
    unitLabel: unit && unit.label !== undefined ? unit.label : base.unitLabel,
    usesRetrieval: input.usesRetrieval ?? base.usesRetrieval,
    matchServiceNames: serviceNames ? canonicalServiceNames(serviceNames) : base.matchServiceNames,
    contentPolicy: input.contentPolicy ?? base.contentPolicy,
    contentRetentionDays: input.contentRetentionDays ?? base.contentRetentionDays,
    redactionPatterns: input.redactionPatterns ?? base.redactionPatterns,
    badge: input.badge ?? base.badge,
  };
}

type Fields = Record<string, string | number | boolean | string[] | RedactionPattern[] | null>;

/** The fields in which two registrations differ, as each has them; null when they agree. */
export function registrationChanges(
  before: StoredRegistration,
  after: StoredRegistration,
): { before: Fields; after: Fields } | null {
  const changed = (Object.keys(after) as (keyof StoredRegistration)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  if (changed.length === 0) return null;
  const pick = (from: StoredRegistration): Fields =>
    Object.fromEntries(changed.map((key) => [key, from[key]]));
  return { before: pick(before), after: pick(after) };
}

/** A slug made of a name, for a form to suggest: "Support replies (EU)" gives "support-replies-eu". May be empty. */
export function suggestSlug(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 64)
    .replace(/^-+|-+$/g, "");
}
