import { Avatar } from "#components/ui/avatar";
import { DataList } from "#components/ui/data-list";
import { Panel } from "#components/ui/panel";
import { TextLink } from "#components/ui/text-link";
import type { OwnerTeam, RegisteredFeature } from "#lib/features/schema";
import type { OwningTeam } from "#lib/ownership/schema";
import { AssignTeam } from "./assign-team.tsx";
import { Contacts } from "./contacts.tsx";
import { ContactsDialog } from "./contacts-dialog.tsx";

export type OwnerPanelProps = {
  feature: RegisteredFeature;
  team: OwningTeam | null;
  teams: readonly OwnerTeam[];
  canWrite: boolean;
  /** Whether the reader may say how the team is reached. */
  canReach: boolean;
};

/** Which team owns the feature and who in it answers. */
export function OwnerPanel({ feature, team, teams, canWrite, canReach }: OwnerPanelProps) {
  const assign = (
    <>
      {team && canReach && <ContactsDialog team={team} />}
      {canWrite && <AssignTeam feature={feature} teams={teams} />}
    </>
  );
  if (!team) {
    return (
      <Panel title="Owner" aside={assign} id="owner">
        <p>Nobody owns this feature: no team answers for it and nobody can be paged.</p>
      </Panel>
    );
  }
  return (
    <Panel title="Owner" aside={assign} id="owner">
      <DataList
        items={[
          { term: "Team", description: <TextLink href="/people">{team.name}</TextLink> },
          { term: "Accountable", description: <Avatar name={team.accountable?.name ?? null} withName /> },
          { term: "Members", description: <Members team={team} /> },
          { term: "Reached at", description: <Contacts contacts={team.contacts} /> },
        ]}
      />
    </Panel>
  );
}

function Members({ team }: { team: OwningTeam }) {
  if (team.members.length === 0) return "Nobody";
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {team.members.map((member) => (
        <li key={member.id} className="min-w-0">
          <Avatar name={member.name} withName />
        </li>
      ))}
    </ul>
  );
}
