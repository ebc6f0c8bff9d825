"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { Avatar } from "#components/ui/avatar";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { SectionHeading } from "#components/ui/panel";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { ActionsHeadCell, Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { TextLink } from "#components/ui/text-link";
import type { UserAnswer } from "#lib/auth/schema";
import { teamsQuery } from "#lib/teams/query-options";
import type { TeamAnswer } from "#lib/teams/schema";
import { CsvButton } from "./csv-button.tsx";
import { TeamDialog } from "./team-dialog.tsx";

type Props = {
  initial: { items: TeamAnswer[] };
  users: { items: UserAnswer[] };
  may: { rename: boolean; admin: boolean };
};

const csvHead = ["slug", "name", "accountable", "members", "features"];

function csvRow(team: TeamAnswer) {
  const members = team.members.map((member) => member.email).join(" ");
  const features = team.features.map((feature) => feature.slug).join(" ");
  return [team.slug, team.name, team.accountable?.name ?? null, members, features];
}

/** Teams; `?team=care` opens one, so that a check can link to what would make it met. */
export function TeamTable({ initial, users, may }: Props) {
  const { data } = useQuery({ ...teamsQuery(), initialData: initial });
  const [open, setOpen] = useQueryState("team");
  const team = data.items.find((item) => item.slug === open);
  if (data.items.length === 0) {
    return (
      <>
        <SectionHeading id="teams" title="Teams" />
        <EmptyState title="No team yet">
          A team owns features. Its members may change them, and one of them is accountable.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <SectionHeading
        id="teams"
        title="Teams"
        sentence="Members may change the features that their team owns."
        actions={<CsvButton name="teams" head={csvHead} rows={data.items.map(csvRow)} />}
      />
      <Table caption="Teams" stacked>
        <TableHead>
          <HeadCell>Team</HeadCell>
          <HeadCell>Accountable</HeadCell>
          <HeadCell>Members</HeadCell>
          <HeadCell>Features</HeadCell>
          <ActionsHeadCell />
        </TableHead>
        <TableBody>
          {data.items.map((item) => (
            <TeamRow key={item.slug} team={item} onOpen={() => setOpen(item.slug)} />
          ))}
        </TableBody>
      </Table>
      {team && (
        <TeamDialog key={team.slug} team={team} users={users} may={may} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function TeamRow({ team, onOpen }: { team: TeamAnswer; onOpen: () => void }) {
  const names = team.members.map((member) => member.name);
  const more = names.length - 3;
  return (
    <Row>
      <Cell at="title">
        <TwoLines first={team.name} second={<span className="font-mono">{team.slug}</span>} />
      </Cell>
      <Cell>
        <Avatar name={team.accountable?.name ?? null} withName />
      </Cell>
      <Cell muted at="line2-end">
        <span className="sm:hidden">{names.length === 1 ? "1 member" : `${names.length} members`}</span>
        <span className="max-sm:hidden">
          {names.length === 0
            ? "nobody"
            : `${names.slice(0, 3).join(", ")}${more > 0 ? ` and ${more} more` : ""}`}
        </span>
      </Cell>
      <Cell muted at="hide">
        {team.features.length === 0
          ? "none"
          : team.features.map((feature, index) => (
              <span key={feature.slug}>
                {index > 0 && ", "}
                <TextLink href={`/features/${feature.slug}`}>{feature.name}</TextLink>
              </span>
            ))}
      </Cell>
      <Cell at="end" className="text-right">
        <Button size="sm" onClick={onOpen} aria-label={`Open the team ${team.name}`}>
          Open
        </Button>
      </Cell>
    </Row>
  );
}
