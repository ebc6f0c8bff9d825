"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { Badge } from "#components/ui/badge";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { IconButton } from "#components/ui/icon-button";
import { Menu, type MenuEntry } from "#components/ui/menu";
import { problemOf } from "#components/ui/problem";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import { toast } from "#components/ui/toaster";
import { roles } from "#lib/auth/domain";
import { usersQuery } from "#lib/auth/query-options";
import type { UserAnswer, UserChange } from "#lib/auth/schema";
import { api } from "#lib/core/http";

type Props = { initial: { items: UserAnswer[] }; mayChange: boolean; selfId: string };

export function UserTable({ initial, mayChange, selfId }: Props) {
  const { data } = useQuery({ ...usersQuery(), initialData: initial });
  return (
    <Table caption="People" stacked>
      <TableHead>
        <HeadCell>Person</HeadCell>
        <HeadCell>Role</HeadCell>
        <HeadCell>Teams</HeadCell>
        <HeadCell>Signs in with</HeadCell>
        <HeadCell>Last seen</HeadCell>
        {mayChange && (
          <HeadCell>
            <span className="sr-only">Actions</span>
          </HeadCell>
        )}
      </TableHead>
      <TableBody>
        {data.items.map((user) => (
          <UserRow key={user.id} user={user} mayChange={mayChange} self={user.id === selfId} />
        ))}
      </TableBody>
    </Table>
  );
}

const ways = { password: "password", single_sign_on: "single sign-on" } as const;

function UserRow({ user, mayChange, self }: { user: UserAnswer; mayChange: boolean; self: boolean }) {
  return (
    <Row quiet={!mayChange}>
      <Cell at="title">
        <TwoLines first={`${user.name}${self ? " (you)" : ""}`} second={user.email} />
      </Cell>
      <Cell>
        <span className="inline-flex items-center gap-1.5">
          {user.role}
          {user.disabledAt && <Badge tone="unmet">disabled</Badge>}
        </span>
      </Cell>
      <Cell muted>{user.teams.map((team) => team.name).join(", ") || "no team"}</Cell>
      <Cell muted at="hide">
        {user.signsInWith.map((way) => ways[way]).join(" and ") || "nothing yet"}
      </Cell>
      <Cell muted at="line2-end">
        {user.lastSeenAt ? <Time at={user.lastSeenAt} bare /> : "never"}
      </Cell>
      {mayChange && (
        <Cell at="end" className="text-right">
          <UserActions user={user} />
        </Cell>
      )}
    </Row>
  );
}

function UserActions({ user }: { user: UserAnswer }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["users"] }),
      client.invalidateQueries({ queryKey: ["teams"] }),
    ]);
  const failed = (error: unknown) => toast.failed("Nothing was changed", problemOf(error)?.detail);
  const change = useMutation({
    mutationFn: (body: UserChange) => api("PATCH", `/users/${user.id}`, body),
    onSuccess: async (_, body) => {
      setAsking(false);
      await refresh();
      if (body.role) toast.done(`${user.name} is now ${body.role}`);
      else toast.done(body.disabled ? `${user.name} is disabled` : `${user.name} may sign in again`);
    },
    onError: failed,
  });
  const end = useMutation({
    mutationFn: () => api<{ revoked: number }>("DELETE", `/users/${user.id}/sessions`),
    onSuccess: ({ revoked }) =>
      toast.done(`${revoked} ${revoked === 1 ? "session" : "sessions"} of ${user.name} ended`),
    onError: failed,
  });
  const items: MenuEntry[] = [
    { kind: "label", label: "Role" },
    ...roles.map((role) => ({
      label: role === user.role ? `${role} (now)` : role,
      disabled: role === user.role,
      onSelect: () => change.mutate({ role }),
    })),
    { kind: "separator", key: "access" },
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
    </>
  );
}
