"use client";
import { useQuery } from "@tanstack/react-query";
import { Badge } from "#components/ui/badge";
import { SectionHeading } from "#components/ui/panel";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { ActionsHeadCell, Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import { usersQuery } from "#lib/auth/query-options";
import type { UserAnswer } from "#lib/auth/schema";
import { CsvButton } from "./csv-button.tsx";
import { UserActions } from "./user-actions.tsx";

type Props = { initial: { items: UserAnswer[] }; mayChange: boolean; selfId: string };

const csvHead = [
  "name",
  "email",
  "role",
  "disabled_at",
  "teams",
  "signs_in_with",
  "last_seen_at",
  "created_at",
];

function csvRow(user: UserAnswer) {
  const teams = user.teams.map((team) => team.slug).join(" ");
  const { name, email, role, disabledAt, signsInWith, lastSeenAt, createdAt } = user;
  return [name, email, role, disabledAt, teams, signsInWith.join(" "), lastSeenAt, createdAt];
}

export function UserTable({ initial, mayChange, selfId }: Props) {
  const { data } = useQuery({ ...usersQuery(), initialData: initial });
  return (
    <>
      <SectionHeading
        id="people"
        title="People"
        actions={<CsvButton name="people" head={csvHead} rows={data.items.map(csvRow)} />}
      />
      <Table caption="People" stacked>
        <TableHead>
          <HeadCell>Person</HeadCell>
          <HeadCell>Role</HeadCell>
          <HeadCell>Teams</HeadCell>
          <HeadCell>Signs in with</HeadCell>
          <HeadCell>Last seen</HeadCell>
          {mayChange && <ActionsHeadCell />}
        </TableHead>
        <TableBody>
          {data.items.map((user) => (
            <UserRow key={user.id} user={user} mayChange={mayChange} self={user.id === selfId} />
          ))}
        </TableBody>
      </Table>
    </>
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
        {user.lastSeenAt ? <Time at={user.lastSeenAt} /> : "never"}
      </Cell>
      {mayChange && (
        <Cell at="end" className="text-right">
          <UserActions user={user} />
        </Cell>
      )}
    </Row>
  );
}
