import { Avatar } from "#components/ui/avatar";
import { DataList } from "#components/ui/data-list";
import { Panel } from "#components/ui/panel";
import { StatusMark } from "#components/ui/status-mark";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { formatCount } from "#lib/core/format";
import type { Owner } from "#lib/features/schema";

export type OwnerAsideProps = {
  slug: string;
  owner: Owner | null;
  runbook: { number: number; createdAt: string } | null;
};

/** Who owns it, and that nobody is known to be on call. */
export function OwnerAside({ slug, owner, runbook }: OwnerAsideProps) {
  return (
    <Panel title="Owner" aside={owner ? owner.team.name : <StatusMark status="unmet" word="nobody" />}>
      <DataList
        items={[
          { term: "Accountable", description: <Avatar name={owner?.accountable?.name ?? null} withName /> },
          { term: "Team", description: owner ? formatCount(owner.members, "member") : "Nobody" },
          {
            term: "On call now",
            description: <span className="text-text-2">Nobody knows: there is no rotation</span>,
          },
          {
            term: "Runbook",
            description: runbook ? (
              <>
                <TextLink href={`/features/${slug}/ownership`}>Revision {runbook.number}</TextLink>,{" "}
                <Time at={runbook.createdAt} precision="day" />
              </>
            ) : (
              <TextLink href={`/features/${slug}/ownership`} arrow>
                Write the runbook
              </TextLink>
            ),
          },
        ]}
      />
    </Panel>
  );
}
