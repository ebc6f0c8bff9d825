import "server-only";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { sha256 } from "#lib/core/ids";
import { redactionPatterns } from "#lib/features/schema";
import { authoriseAdmin, authoriseFeatureWrite } from "./authorise.ts";
import { requirePerson } from "./change-profile.ts";
import { isAdmin, type Principal, TELEMETRY_RETENTION_DAYS } from "./domain.ts";
import { pendingInvitation } from "./invitations.ts";
import { oidcSettings } from "./oidc.ts";
import { presentInvitation, presentKey, presentUser } from "./present.ts";
import type {
  InstallationAnswer,
  InvitationAnswer,
  KeyAnswer,
  KeysQuery,
  SessionAnswer,
  UserAnswer,
} from "./schema.ts";

const userShown = {
  sessions: { orderBy: { lastSeenAt: "desc" }, take: 1, select: { lastSeenAt: true } },
  memberships: { include: { team: true }, orderBy: { team: { name: "asc" } } },
} as const;

/** Everybody who is or was a user, by name. For people only: keys do not read who works here. */
export async function listUsers(principal: Principal): Promise<{ items: UserAnswer[] }> {
  requirePerson(principal);
  const users = await db().user.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], include: userShown });
  return { items: users.map(presentUser) };
}

/** The signed-in person as others see them. */
export async function readSelf(principal: Principal): Promise<UserAnswer> {
  const { id } = requirePerson(principal);
  return presentUser(await db().user.findUniqueOrThrow({ where: { id }, include: userShown }));
}

/** One's own sessions that still count, newest first. */
export async function listSessions(
  principal: Principal,
  now = new Date(),
): Promise<{ items: SessionAnswer[] }> {
  const person = requirePerson(principal);
  const rows = await db().session.findMany({
    where: { userId: person.id, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { lastSeenAt: "desc" },
    take: 200,
  });
  return {
    items: rows.map((row) => ({
      id: row.id,
      userAgent: row.userAgent,
      address: row.ip,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      current: row.id === person.sessionId,
    })),
  };
}

/** The newest 200 invitations with their state. Only for admins. */
export async function listInvitations(
  principal: Principal,
  now = new Date(),
): Promise<{ items: InvitationAnswer[] }> {
  authoriseAdmin(principal);
  const rows = await db().invitation.findMany({
    orderBy: { createdAt: "desc" },
    include: { team: true, invitedBy: { select: { name: true } } },
    take: 200,
  });
  return { items: rows.map((row) => presentInvitation(row, now)) };
}

/** What the invitation page shows of an open invitation, or null when its link does not count (any more). */
export async function openInvitation(
  token: string,
  now = new Date(),
): Promise<{
  email: string;
  role: InvitationAnswer["role"];
  team: string | null;
  invitedBy: string | null;
} | null> {
  const row = await db().invitation.findFirst({
    where: { AND: [{ tokenHash: sha256(token) }, pendingInvitation(now)] },
    include: { team: true, invitedBy: { select: { name: true } } },
  });
  if (!row) return null;
  return {
    email: row.email,
    role: row.role,
    team: row.team?.name ?? null,
    invitedBy: row.invitedBy?.name ?? null,
  };
}

/**
 * Keys, newest first: all of them for admins, else those of the features that the person may change. With a feature,
 * only its own; then `forbidden` for whoever may not change it.
 */
export async function listKeys(
  principal: Principal,
  query: KeysQuery,
  now = new Date(),
): Promise<{ items: KeyAnswer[]; next: string | null }> {
  const person = requirePerson(principal);
  const feature = query.feature ? await db().feature.findUnique({ where: { slug: query.feature } }) : null;
  if (query.feature && !feature) throw new AppError("not_found", "There is no feature of that name.");
  if (feature) authoriseFeatureWrite(principal, feature);
  const reach = isAdmin(person)
    ? {}
    : person.role === "editor"
      ? { featureId: { not: null } }
      : { feature: { teamId: { in: person.role === "viewer" ? person.teamIds : [] } } };
  const rows = await db().apiKey.findMany({
    where: {
      ...(feature ? { featureId: feature.id } : reach),
      ...(query.cursor ? { id: { lt: cursorId(query.cursor) } } : {}),
    },
    orderBy: { id: "desc" },
    include: { feature: true, createdBy: { select: { name: true } } },
    take: query.limit + 1,
  });
  const items = rows.slice(0, query.limit);
  return {
    items: items.map((row) => presentKey(row, now)),
    next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
  };
}

function cursorId(cursor: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) return cursor;
  throw new AppError("invalid", "This cursor is not one of ours.", {
    fields: [{ path: "cursor", message: "not a cursor" }],
  });
}

/** The organisation that this installation serves, and how people sign in. */
export async function readInstallation(): Promise<InstallationAnswer> {
  const row = await db().installation.findUnique({ where: { id: 1 } });
  const singleSignOn = oidcSettings() !== null;
  if (!row) {
    return {
      name: "Threshold",
      zone: "UTC",
      createdAt: new Date(0).toISOString(),
      singleSignOn,
      telemetryRetentionDays: TELEMETRY_RETENTION_DAYS.default,
      redactionPatterns: [],
    };
  }
  return {
    name: row.name,
    zone: row.zone,
    createdAt: row.createdAt.toISOString(),
    singleSignOn,
    telemetryRetentionDays: row.telemetryRetentionDays,
    redactionPatterns: redactionPatterns.parse(row.redactionPatterns),
  };
}

/** The zone in which a person's days begin: their own, else the organisation's. */
export async function viewerZone(principal: Principal): Promise<string> {
  const { id } = requirePerson(principal);
  const [user, installation] = await Promise.all([
    db().user.findUnique({ where: { id }, select: { zone: true } }),
    db().installation.findUnique({ where: { id: 1 }, select: { zone: true } }),
  ]);
  return user?.zone ?? installation?.zone ?? "UTC";
}

/** Features that the person may make keys for, by name. */
export async function keyableFeatures(principal: Principal): Promise<{ slug: string; name: string }[]> {
  const person = requirePerson(principal);
  if (person.role === "auditor") return [];
  const all = person.role === "admin" || person.role === "editor";
  return db().feature.findMany({
    where: all ? {} : { teamId: { in: person.teamIds } },
    select: { slug: true, name: true },
    orderBy: { name: "asc" },
    take: 2000,
  });
}
