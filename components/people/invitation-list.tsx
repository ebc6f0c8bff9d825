"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { ActionsHeadCell, Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import { toast } from "#components/ui/toaster";
import { invitationsQuery } from "#lib/auth/query-options";
import type { InvitationAnswer } from "#lib/auth/schema";
import { api } from "#lib/core/http";

export function InvitationList({ initial }: { initial: { items: InvitationAnswer[] } }) {
  const { data } = useQuery({ ...invitationsQuery(), initialData: initial });
  const open = data.items.filter((invitation) => invitation.state === "pending");
  if (open.length === 0) return <p className="px-2.5 py-3 text-text-2">No invitation is open.</p>;
  return (
    <Table caption="Open invitations" stacked>
      <TableHead>
        <HeadCell>Invited</HeadCell>
        <HeadCell>Role</HeadCell>
        <HeadCell>Team</HeadCell>
        <HeadCell>Ends</HeadCell>
        <ActionsHeadCell />
      </TableHead>
      <TableBody>
        {open.map((invitation) => (
          <Row key={invitation.id}>
            <Cell at="title">
              <TwoLines first={invitation.email} second={`by ${invitation.invitedBy ?? "an admin"}`} />
            </Cell>
            <Cell>{invitation.role}</Cell>
            <Cell muted>{invitation.team?.name ?? "no team"}</Cell>
            <Cell muted at="line2-end">
              <Time at={invitation.expiresAt} bare />
            </Cell>
            <Cell at="end" className="text-right">
              <Revoke invitation={invitation} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function Revoke({ invitation }: { invitation: InvitationAnswer }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => api("DELETE", `/invitations/${invitation.id}`),
    onSuccess: () => toast.done("The invitation was revoked"),
    onError: toast.unchanged,
    onSettled: () => client.invalidateQueries({ queryKey: ["invitations"] }),
  });
  return (
    <ConfirmDialog
      title={`Revoke the invitation of ${invitation.email}?`}
      action="Revoke invitation"
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      trigger={
        <Button size="sm" aria-label={`Revoke the invitation of ${invitation.email}`}>
          Revoke
        </Button>
      }
    >
      The link stops working at once. You can invite them again.
    </ConfirmDialog>
  );
}
