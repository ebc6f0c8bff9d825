export const roles = ["admin", "editor", "viewer", "auditor"] as const;
export type Role = (typeof roles)[number];

export const scopes = ["ingest", "read", "write"] as const;
export type Scope = (typeof scopes)[number];

/** Characters that a password has. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

/** Days that calls, spans and interactions are kept; the 90 days that checks look back on must never be cut. */
export const TELEMETRY_RETENTION_DAYS = { default: 400, min: 100, max: 3650 } as const;

/** Who makes a request. Read from the database at each request, so that a role that was taken away is gone at once. */
export type Principal =
  | {
      kind: "user";
      id: string;
      name: string;
      email: string;
      role: Role;
      teamIds: string[];
      sessionId: string;
    }
  | { kind: "key"; id: string; name: string; scopes: Scope[]; featureId: number | null }
  | { kind: "system"; name: string };

/**
 * What a route asks of whoever calls it, before any subject is known.
 * public: nobody in particular · read · write: some subject may be written · feedback: as write, and keys that send
 * telemetry · activity: reading who changed what · admin: people, keys, settings · session: a signed-in person, for what
 * concerns only themselves.
 */
export const accesses = ["public", "read", "write", "feedback", "activity", "admin", "session"] as const;
export type Access = (typeof accesses)[number];

/** Whether the principal may call a route of that access at all. Commands decide about the subject with `canWriteFeature`. */
export function mayCall(principal: Principal | null, access: Access): boolean {
  if (access === "public") return true;
  if (principal === null) return false;
  if (principal.kind === "system") return true;
  if (principal.kind === "key") {
    if (access === "read") return principal.scopes.includes("read");
    if (access === "write") return principal.scopes.includes("write");
    if (access === "feedback")
      return principal.scopes.includes("ingest") || principal.scopes.includes("write");
    return false;
  }
  switch (access) {
    case "read":
    case "session":
      return true;
    case "write":
    case "feedback":
      return principal.role !== "auditor" && (principal.role !== "viewer" || principal.teamIds.length > 0);
    case "activity":
      return principal.role === "admin" || principal.role === "auditor";
    case "admin":
      return principal.role === "admin";
  }
}

/** Whether the principal may change this feature: admins and editors, members of the owning team, keys that are not bound elsewhere. */
export function canWriteFeature(
  principal: Principal,
  feature: { id: number; teamId: string | null },
): boolean {
  switch (principal.kind) {
    case "system":
      return true;
    case "key":
      return (
        principal.scopes.includes("write") &&
        (principal.featureId === null || principal.featureId === feature.id)
      );
    case "user":
      if (principal.role === "admin" || principal.role === "editor") return true;
      return (
        principal.role === "viewer" && feature.teamId !== null && principal.teamIds.includes(feature.teamId)
      );
  }
}

/** Whether the principal may change what belongs to a team, such as its rotations, as they may change its features. */
export function canWriteForTeam(principal: Principal, teamId: string | null): boolean {
  switch (principal.kind) {
    case "system":
      return true;
    case "key":
      return principal.scopes.includes("write") && principal.featureId === null;
    case "user":
      if (principal.role === "admin" || principal.role === "editor") return true;
      return principal.role === "viewer" && teamId !== null && principal.teamIds.includes(teamId);
  }
}

/** Whether the principal may say how a team is reached: admins, editors, unbound keys, and its members but auditors. */
export function canChangeContacts(principal: Principal, teamId: string | null): boolean {
  if (canRegisterFeature(principal)) return true;
  return (
    principal.kind === "user" &&
    principal.role !== "auditor" &&
    teamId !== null &&
    principal.teamIds.includes(teamId)
  );
}

/** Whether the principal may register a feature that does not exist yet. */
export function canRegisterFeature(principal: Principal): boolean {
  if (principal.kind === "system") return true;
  if (principal.kind === "key") return principal.scopes.includes("write") && principal.featureId === null;
  return principal.role === "admin" || principal.role === "editor";
}

/** Whether the principal may read this feature; only keys bound to another one may not. */
export function canReadFeature(principal: Principal, featureId: number): boolean {
  return principal.kind !== "key" || principal.featureId === null || principal.featureId === featureId;
}

/** Whether the principal administers people, teams, keys and settings. */
export function isAdmin(principal: Principal): boolean {
  return principal.kind === "system" || (principal.kind === "user" && principal.role === "admin");
}

/** Whether the principal may read what the process counts about itself, which is of the whole installation. */
export function mayReadMetrics(principal: Principal): boolean {
  if (principal.kind === "key") return principal.scopes.includes("read") && principal.featureId === null;
  return isAdmin(principal);
}
