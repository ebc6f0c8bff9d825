import "server-only";
import { authoriseFeatureRead } from "#lib/auth/authorise";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { isStorable } from "#lib/core/storable";
import type { Feature, Prisma } from "#prisma/client";
import { type FeatureRow, featureInclude, presentOwner } from "./present.ts";
import type { OwnerTeam, RegisteredFeature } from "./schema.ts";

/** The feature of that slug. Throws `not_found` when there is none, or when the principal's key is bound to another. */
export async function requireFeature(principal: Principal, slug: string): Promise<Feature> {
  const feature = isStorable(slug) ? await db().feature.findUnique({ where: { slug } }) : null;
  if (!feature) throw new AppError("not_found", "There is no feature of that name.");
  authoriseFeatureRead(principal, feature);
  return feature;
}

/** As requireFeature, with the team that owns it. */
export async function requireFeatureRow(principal: Principal, slug: string): Promise<FeatureRow> {
  const feature = isStorable(slug)
    ? await db().feature.findUnique({ where: { slug }, include: featureInclude })
    : null;
  if (!feature) throw new AppError("not_found", "There is no feature of that name.");
  authoriseFeatureRead(principal, feature);
  return feature;
}

const byName = [{ name: "asc" as const }, { id: "asc" as const }];

function readableBy(principal: Principal) {
  const bound = principal.kind === "key" ? principal.featureId : null;
  return bound === null ? {} : { id: bound };
}

/** What lists are filtered, sorted and grouped by: little, because there are many of them. */
const listedSelect = {
  id: true,
  slug: true,
  name: true,
  stakes: true,
  lifecycle: true,
  teamId: true,
} satisfies Prisma.FeatureSelect;
export type ListedFeature = Prisma.FeatureGetPayload<{ select: typeof listedSelect }> &
  Pick<RegisteredFeature, "owner">;

/** Teams are read beside the features: there are few of them, and each belongs to many. */
async function readTeams() {
  const teams = await db().team.findMany({ include: featureInclude.team.include });
  const byId = new Map(teams.map((team) => [team.id, team]));
  return (id: string | null) => (id === null ? null : (byId.get(id) ?? null));
}

/** Every feature that the principal may read, retired ones too, by name. A bound key sees its own only. */
export async function listFeatures(principal: Principal): Promise<ListedFeature[]> {
  const [features, teamOf] = await Promise.all([
    db().feature.findMany({ where: readableBy(principal), select: listedSelect, orderBy: byName }),
    readTeams(),
  ]);
  return features.map((feature) => ({ ...feature, owner: presentOwner(teamOf(feature.teamId)) }));
}

/** The same with all that is registered of them; of those ids only, where they are given. */
export async function listFeatureRows(principal: Principal, ids?: readonly number[]): Promise<FeatureRow[]> {
  const some = ids ? { id: { in: [...ids] } } : {};
  const [features, teamOf] = await Promise.all([
    db().feature.findMany({ where: { AND: [readableBy(principal), some] }, orderBy: byName }),
    readTeams(),
  ]);
  return features.map((feature) => ({ ...feature, team: teamOf(feature.teamId) }));
}

/** The names of the same features: what every page's frame shows. */
export function listFeatureNames(
  principal: Principal,
): Promise<Pick<Feature, "slug" | "name" | "lifecycle" | "teamId">[]> {
  return db().feature.findMany({
    where: readableBy(principal),
    select: { slug: true, name: true, lifecycle: true, teamId: true },
    orderBy: byName,
  });
}

/** The teams that a feature can be given to, by name. */
export async function listOwnerTeams(): Promise<OwnerTeam[]> {
  const teams = await db().team.findMany({
    include: { accountable: { select: { name: true } }, _count: { select: { members: true } } },
    orderBy: { name: "asc" },
  });
  return teams.map((team) => ({
    slug: team.slug,
    name: team.name,
    accountable: team.accountable?.name ?? null,
    members: team._count.members,
  }));
}
