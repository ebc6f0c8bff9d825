import "server-only";
import type { Prisma } from "#prisma/client";
import type { StoredRegistration } from "./domain.ts";
import { type RedactionPattern, type RegisteredFeature, redactionPatterns } from "./schema.ts";

/** What is read with a feature to say who owns it. */
export const featureInclude = {
  team: {
    include: { accountable: { select: { id: true, name: true } }, _count: { select: { members: true } } },
  },
} satisfies Prisma.FeatureInclude;

export type FeatureRow = Prisma.FeatureGetPayload<{ include: typeof featureInclude }>;

/** Patterns as they are stored; the database holds nothing else, so anything else throws. */
export function storedPatterns(value: Prisma.JsonValue): RedactionPattern[] {
  return redactionPatterns.parse(value);
}

/** The registration of a stored feature, as a PUT would have to say it. */
export function storedRegistration(row: FeatureRow): StoredRegistration {
  return {
    name: row.name,
    description: row.description,
    stakes: row.stakes,
    audience: row.audience,
    lifecycle: row.lifecycle,
    team: row.team?.slug ?? null,
    unitKind: row.unitKind,
    unitAttribute: row.unitAttribute,
    unitLabel: row.unitLabel,
    usesRetrieval: row.usesRetrieval,
    matchServiceNames: row.matchServiceNames,
    contentPolicy: row.contentPolicy,
    contentRetentionDays: row.contentRetentionDays,
    redactionPatterns: storedPatterns(row.redactionPatterns),
    badge: row.badge,
  };
}

/** The team that owns a feature, as the API shows it. */
export function presentOwner(team: FeatureRow["team"]): RegisteredFeature["owner"] {
  return (
    team && {
      team: { slug: team.slug, name: team.name },
      accountable: team.accountable,
      members: team._count.members,
    }
  );
}

/** A stored feature as the API shows it. */
export function presentFeature(row: FeatureRow): RegisteredFeature {
  return {
    slug: row.slug,
    name: row.name,
    description: row.description,
    stakes: row.stakes,
    audience: row.audience,
    lifecycle: row.lifecycle,
    owner: presentOwner(row.team),
    unitOfWork: {
      kind: row.unitKind,
      ...(row.unitAttribute === null ? {} : { attribute: row.unitAttribute }),
      label: row.unitLabel,
    },
    match: { serviceName: row.matchServiceNames },
    usesRetrieval: row.usesRetrieval,
    contentPolicy: row.contentPolicy,
    contentRetentionDays: row.contentRetentionDays,
    contentKeptFrom: row.contentKeptFrom?.toISOString() ?? null,
    redactionPatterns: storedPatterns(row.redactionPatterns),
    badge: row.badge,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
