import type { Metadata } from "next";
import { InvitationList } from "#components/people/invitation-list";
import { InviteDialog } from "#components/people/invite-dialog";
import { NewTeamDialog } from "#components/people/new-team-dialog";
import { TeamTable } from "#components/people/team-table";
import { UserTable } from "#components/people/user-table";
import { PageHeader } from "#components/ui/page-header";
import { SectionHeading } from "#components/ui/panel";
import { canRegisterFeature, isAdmin } from "#lib/auth/domain";
import { listInvitations, listUsers } from "#lib/auth/queries";
import { requireUser } from "#lib/auth/session";
import { listTeams } from "#lib/teams/queries";

export const metadata: Metadata = { title: "People and teams" };

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export default async function PeoplePage() {
  const user = await requireUser();
  const admin = isAdmin(user);
  const mayCreate = canRegisterFeature(user);
  const [users, teams, invitations] = await Promise.all([
    listUsers(user),
    listTeams(user),
    admin ? listInvitations(user) : null,
  ]);
  const active = users.items.filter((item) => item.disabledAt === null);
  const admins = active.filter((item) => item.role === "admin").length;
  const without = teams.items.filter((team) => team.accountable === null).length;
  const who =
    active.length === 1
      ? "Only you can sign in so far."
      : `${active.length} people can sign in, ${count(admins, "of them is an admin", "of them are admins")}.`;
  const gap = without === 0 ? "" : ` ${count(without, "team has", "teams have")} no accountable person.`;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "People and teams" }]}
        title="People and teams"
        sentence={`${who}${gap}`}
        actions={
          mayCreate && (
            <>
              <NewTeamDialog />
              {admin && <InviteDialog teams={teams.items.map(({ slug, name }) => ({ slug, name }))} />}
            </>
          )
        }
      />
      <div className="flex flex-col gap-8">
        <section aria-labelledby="teams">
          <TeamTable initial={teams} users={users} may={{ rename: mayCreate, admin }} />
        </section>
        <section aria-labelledby="people">
          <UserTable initial={users} mayChange={admin} selfId={user.id} />
        </section>
        {invitations && (
          <section aria-labelledby="invitations">
            <SectionHeading id="invitations" title="Open invitations" />
            <InvitationList initial={invitations} />
          </section>
        )}
      </div>
    </>
  );
}
