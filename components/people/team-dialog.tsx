"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Avatar } from "#components/ui/avatar";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { Combobox } from "#components/ui/combobox";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { ProblemSummary } from "#components/ui/problem-summary";
import { usersQuery } from "#lib/auth/query-options";
import type { UserAnswer } from "#lib/auth/schema";
import type { TeamAnswer } from "#lib/teams/schema";
import { useTeamChanges } from "./use-team-changes.ts";

type Props = {
  team: TeamAnswer;
  users: { items: UserAnswer[] };
  may: { rename: boolean; admin: boolean };
  onClose: () => void;
};

export function TeamDialog({ team, users, may, onClose }: Props) {
  const { run, remove } = useTeamChanges(team, onClose);
  const [name, setName] = useState(team.name);
  const accountable = team.accountable
    ? `${team.accountable.name} is accountable.`
    : "Nobody is accountable yet.";
  return (
    <Dialog
      title={team.name}
      description={accountable}
      open
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          {may.admin && (
            <DeleteTeam team={team} pending={remove.isPending} onDelete={() => remove.mutate()} />
          )}
          <DialogClose>Close</DialogClose>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ProblemSummary error={run.error ?? remove.error} />
        {may.rename && (
          <form
            className="flex items-end gap-2"
            aria-label="Rename the team"
            onSubmit={(event) => {
              event.preventDefault();
              run.mutate({ kind: "change", body: { name } });
            }}
          >
            <Field label="Name" className="flex-1">
              <Input
                value={name}
                onChange={(event) => setName(event.target.value)}
                required
                maxLength={100}
              />
            </Field>
            <Button type="submit" disabled={name.trim() === team.name} className="h-9">
              Rename
            </Button>
          </form>
        )}
        <Members team={team} admin={may.admin} pending={run.isPending} onRun={run.mutate} />
        {may.admin && (
          <AddMember team={team} users={users} onAdd={(userId) => run.mutate({ kind: "add", userId })} />
        )}
      </div>
    </Dialog>
  );
}

type Run = ReturnType<typeof useTeamChanges>["run"]["mutate"];

function Members({
  team,
  admin,
  pending,
  onRun,
}: {
  team: TeamAnswer;
  admin: boolean;
  pending: boolean;
  onRun: Run;
}) {
  if (team.members.length === 0) {
    return (
      <p className="text-text-2">
        Nobody is in this team. Ownership asks for two members and one accountable person.
      </p>
    );
  }
  return (
    <ul aria-label={`Members of ${team.name}`} className="flex flex-col divide-y divide-line">
      {team.members.map((member) => {
        const isAccountable = member.id === team.accountable?.id;
        return (
          <li key={member.id} className="flex min-h-10 flex-wrap items-center justify-between gap-2 py-1">
            <span className="inline-flex min-w-0 items-center gap-2">
              <Avatar name={member.name} withName />
              {isAccountable && <Badge tone="accent">accountable</Badge>}
              {member.disabled && <Badge tone="unmet">disabled</Badge>}
            </span>
            {admin && !isAccountable && (
              <span className="inline-flex gap-1.5">
                <Button
                  size="sm"
                  disabled={pending || member.disabled}
                  aria-label={`Make ${member.name} accountable`}
                  onClick={() => onRun({ kind: "change", body: { accountable: member.id } })}
                >
                  Make accountable
                </Button>
                <Button
                  size="sm"
                  disabled={pending}
                  aria-label={`Remove ${member.name}`}
                  onClick={() => onRun({ kind: "remove", userId: member.id })}
                >
                  Remove
                </Button>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function AddMember({
  team,
  users,
  onAdd,
}: {
  team: TeamAnswer;
  users: Props["users"];
  onAdd: (userId: string) => void;
}) {
  const { data } = useQuery({ ...usersQuery(), initialData: users });
  const inside = new Set(team.members.map((member) => member.id));
  const options = data.items
    .filter((user) => !inside.has(user.id) && !user.disabledAt)
    .map((user) => ({ value: user.id, label: user.name, hint: user.email }));
  return (
    <Field
      label="Add a member"
      hint={options.length === 0 ? "Everybody is in this team already." : undefined}
    >
      <Combobox
        options={options}
        value={null}
        placeholder="Name"
        onChange={(userId) => {
          if (userId) onAdd(userId);
        }}
      />
    </Field>
  );
}

function DeleteTeam({
  team,
  pending,
  onDelete,
}: {
  team: TeamAnswer;
  pending: boolean;
  onDelete: () => void;
}) {
  return (
    <ConfirmDialog
      title={`Delete ${team.name}?`}
      action="Delete team"
      pending={pending}
      onConfirm={onDelete}
      trigger={
        <Button variant="danger" disabled={team.features.length > 0} className="mr-auto">
          Delete
        </Button>
      }
    >
      The team goes; its members stay. This cannot be undone.
    </ConfirmDialog>
  );
}
