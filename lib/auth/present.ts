import type { Scope } from "./domain.ts";
import { scopes } from "./domain.ts";
import type { InvitationAnswer, KeyAnswer, UserAnswer } from "./schema.ts";

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

type Named = { slug: string; name: string };
const named = (row: Named | null): Named | null => (row ? { slug: row.slug, name: row.name } : null);

type UserRow = {
  id: string;
  email: string;
  name: string;
  role: UserAnswer["role"];
  zone: string | null;
  disabledAt: Date | null;
  createdAt: Date;
  passwordHash: string | null;
  oidcSubject: string | null;
  sessions: { lastSeenAt: Date }[];
  memberships: { team: Named }[];
};

/** A user as people may see it: how they sign in, never with what. */
export function presentUser(user: UserRow): UserAnswer {
  const ways: UserAnswer["signsInWith"] = [];
  if (user.passwordHash) ways.push("password");
  if (user.oidcSubject) ways.push("single_sign_on");
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    zone: user.zone,
    disabledAt: iso(user.disabledAt),
    createdAt: user.createdAt.toISOString(),
    lastSeenAt: iso(user.sessions[0]?.lastSeenAt),
    signsInWith: ways,
    teams: user.memberships.map((membership) => ({ slug: membership.team.slug, name: membership.team.name })),
  };
}

type InvitationRow = {
  id: string;
  email: string;
  role: InvitationAnswer["role"];
  team: Named | null;
  invitedBy: { name: string } | null;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
};

/** What became of an invitation; accepted and revoked stay so when its time is over. */
export function invitationState(
  row: Omit<InvitationRow, "team" | "invitedBy">,
  now: Date,
): InvitationAnswer["state"] {
  if (row.acceptedAt) return "accepted";
  if (row.revokedAt) return "revoked";
  return row.expiresAt <= now ? "expired" : "pending";
}

/** An invitation as the API shows it, without its token; instants in RFC 3339. */
export function presentInvitation(row: InvitationRow, now: Date): InvitationAnswer {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    team: named(row.team),
    invitedBy: row.invitedBy?.name ?? null,
    state: invitationState(row, now),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

type KeyRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  feature: Named | null;
  createdBy: { name: string } | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** A key as the API shows it, by its prefix and never its secret; scopes that are none of ours are left out. */
export function presentKey(row: KeyRow, now: Date): KeyAnswer {
  const expired = row.expiresAt !== null && row.expiresAt <= now;
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes.filter((scope): scope is Scope => (scopes as readonly string[]).includes(scope)),
    feature: named(row.feature),
    createdBy: row.createdBy?.name ?? null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: iso(row.expiresAt),
    lastUsedAt: iso(row.lastUsedAt),
    revokedAt: iso(row.revokedAt),
    state: row.revokedAt ? "revoked" : expired ? "expired" : "active",
  };
}
