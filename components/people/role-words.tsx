import type { Role } from "#lib/auth/domain";

export const roleHint: Record<Role, string> = {
  admin: "everything, and people, keys and settings",
  editor: "registers and changes every feature",
  viewer: "reads everything, changes what their teams own",
  auditor: "reads everything and the activity log, changes nothing",
};

export const roleOptions = (["admin", "editor", "viewer", "auditor"] as const).map((role) => ({
  value: role,
  label: role,
  hint: roleHint[role],
}));
