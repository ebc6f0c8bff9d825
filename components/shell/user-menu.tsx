"use client";
import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { Avatar } from "#components/ui/avatar";
import { Menu } from "#components/ui/menu";
import type { ShellData } from "./shell-data.tsx";
import { signOutHere } from "./sign-out.ts";

export function UserMenu({ user }: { user: ShellData["user"] }) {
  const { setTheme } = useTheme();
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="flex h-11 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left hover:bg-sunken focus-visible:-outline-offset-2"
        >
          <Avatar name={user.name} size={28} />
          <span className="min-w-0 leading-4">
            <span className="block truncate font-medium">{user.name}</span>
            <span className="block truncate text-sm text-text-2 leading-4">{user.role}</span>
          </span>
        </button>
      }
      items={[
        { kind: "label", label: user.email },
        { kind: "separator", key: "theme" },
        { label: "Light", icon: <Sun size={14} aria-hidden="true" />, onSelect: () => setTheme("light") },
        { label: "Dark", icon: <Moon size={14} aria-hidden="true" />, onSelect: () => setTheme("dark") },
        {
          label: "As the system",
          icon: <Monitor size={14} aria-hidden="true" />,
          onSelect: () => setTheme("system"),
        },
        { kind: "separator", key: "session" },
        {
          label: "Sign out",
          icon: <LogOut size={14} aria-hidden="true" />,
          onSelect: () => void signOutHere(),
        },
      ]}
    />
  );
}
