import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell";
import type { ShellData } from "#components/shell/shell-data";
import { canRegisterFeature, mayCall, type Role } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { listFeatureNames } from "#lib/features/queries";

const roleWord: Record<Role, string> = {
  admin: "Administrator",
  editor: "Editor",
  viewer: "Viewer",
  auditor: "Auditor",
};

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const user = await requireUser();
  const rows = await listFeatureNames(user);
  const current = rows.filter((row) => row.lifecycle !== "retired");
  const name = ({ slug, name }: { slug: string; name: string }) => ({ slug, name });
  const data: ShellData = {
    user: { name: user.name, email: user.email, role: roleWord[user.role] },
    features: current.map(name),
    own: current.filter((row) => row.teamId !== null && user.teamIds.includes(row.teamId)).map(name),
    may: {
      register: canRegisterFeature(user),
      activity: mayCall(user, "activity"),
      admin: mayCall(user, "admin"),
      keys: mayCall(user, "write"),
    },
  };
  return <AppShell data={data}>{children}</AppShell>;
}
