"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { CodeBlock } from "#components/ui/code-block";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { IconButton } from "#components/ui/icon-button";
import { Menu, type MenuEntry } from "#components/ui/menu";
import { toast } from "#components/ui/toaster";
import { roles } from "#lib/auth/domain";
import type { PasswordLink, UserAnswer, UserChange } from "#lib/auth/schema";
import { api } from "#lib/core/http";

/** What an admin can do to a user. */
export function UserActions({ user }: { user: UserAnswer }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["users"] }),
      client.invalidateQueries({ queryKey: ["teams"] }),
    ]);
  const change = useMutation({
    mutationFn: (body: UserChange) => api("PATCH", `/users/${user.id}`, body),
    onSuccess: async (_, body) => {
      setAsking(false);
      await refresh();
      if (body.role) toast.done(`${user.name} is now ${body.role}`);
      else toast.done(body.disabled ? `${user.name} is disabled` : `${user.name} may sign in again`);
    },
    onError: toast.unchanged,
  });
  const end = useMutation({
    mutationFn: () => api<{ revoked: number }>("DELETE", `/users/${user.id}/sessions`),
    onSuccess: ({ revoked }) =>
      toast.done(`${revoked} ${revoked === 1 ? "session" : "sessions"} of ${user.name} ended`),
    onError: toast.unchanged,
  });
  const link = useMutation({
    mutationFn: () => api<PasswordLink>("POST", `/users/${user.id}/password-link`),
    onError: toast.unchanged,
  });
  const items: MenuEntry[] = [
    { kind: "label", label: "Role" },
    ...roles.map((role) => ({
      label: role === user.role ? `${role} (now)` : role,
      disabled: role === user.role,
      onSelect: () => change.mutate({ role }),
    })),
    { kind: "separator", key: "access" },
    { label: "Make a password link", disabled: user.disabledAt !== null, onSelect: () => link.mutate() },
    { label: "End all sessions", onSelect: () => end.mutate() },
    user.disabledAt
      ? { label: "Enable", onSelect: () => change.mutate({ disabled: false }) }
      : { label: "Disable", danger: true, onSelect: () => setAsking(true) },
  ];
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={`Actions for ${user.name}`}
            icon={<MoreHorizontal size={16} />}
            variant="ghost"
          />
        }
        items={items}
      />
      <ConfirmDialog
        title={`Disable ${user.name}?`}
        action="Disable"
        open={asking}
        onOpenChange={setAsking}
        pending={change.isPending}
        onConfirm={() => change.mutate({ disabled: true })}
      >
        Every session of theirs ends at once and they cannot sign in. What they did stays in the log. You can
        enable them again. Keys that they made stay valid until you revoke them.
      </ConfirmDialog>
      <Dialog
        title={`Send this link to ${user.name}`}
        description="They choose a new password with it. It is shown only now, works once and ends after a day."
        open={link.data !== undefined}
        onOpenChange={(open) => !open && link.reset()}
        footer={<DialogClose>Done</DialogClose>}
      >
        <CodeBlock code={link.data?.link ?? ""} wrap />
      </Dialog>
    </>
  );
}
