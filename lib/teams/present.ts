import type { Transaction } from "#lib/core/db";
import { type ContactColumns, presentContacts } from "./domain.ts";
import type { TeamAnswer } from "./schema.ts";

/** What a team is read with. */
export const teamShown = {
  accountable: { select: { id: true, name: true } },
  members: {
    orderBy: { user: { name: "asc" } },
    select: { user: { select: { id: true, name: true, email: true, disabledAt: true } } },
  },
  features: { orderBy: { name: "asc" }, select: { slug: true, name: true } },
} as const;

type TeamRow = ContactColumns & {
  slug: string;
  name: string;
  createdAt: Date;
  accountable: { id: string; name: string } | null;
  members: { user: { id: string; name: string; email: string; disabledAt: Date | null } }[];
  features: { slug: string; name: string }[];
};

/** One team inside a transaction: one query after the other, because a transaction has one connection. */
export async function readTeamRow(tx: Transaction, id: string): Promise<TeamRow> {
  const { accountable, members, features } = teamShown;
  const team = await tx.team.findUniqueOrThrow({ where: { id }, include: { accountable } });
  return {
    ...team,
    members: await tx.teamMember.findMany({ where: { teamId: id }, ...members }),
    features: await tx.feature.findMany({ where: { teamId: id }, ...features }),
  };
}

/** A team as the API shows it, with its members and the features that it owns. */
export function presentTeam(team: TeamRow): TeamAnswer {
  return {
    slug: team.slug,
    name: team.name,
    accountable: team.accountable,
    contacts: presentContacts(team),
    members: team.members.map(({ user }) => ({
      id: user.id,
      name: user.name,
      email: user.email,
      disabled: user.disabledAt !== null,
    })),
    features: team.features,
    createdAt: team.createdAt.toISOString(),
  };
}
