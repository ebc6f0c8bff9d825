import { OnCallPerson } from "#components/on-call/on-call-person";
import { UntilAndNext } from "#components/on-call/on-call-sentence";
import { Avatar } from "#components/ui/avatar";
import { DataList } from "#components/ui/data-list";
import { Panel } from "#components/ui/panel";
import { StatusMark } from "#components/ui/status-mark";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { formatCount } from "#lib/core/format";
import type { Owner } from "#lib/features/schema";
import type { OnCallNow } from "#lib/ownership/on-call/on-call-now-schema";

export type OwnerAsideProps = {
  slug: string;
  owner: Owner | null;
  runbook: { number: number; createdAt: string } | null;
  onCall: OnCallNow | null;
};

/** Who owns it and who is on call for it now. */
export function OwnerAside({ slug, owner, runbook, onCall }: OwnerAsideProps) {
  return (
    <Panel title="Owner" aside={owner ? owner.team.name : <StatusMark status="unmet" word="nobody" />}>
      <DataList
        items={[
          { term: "Accountable", description: <Avatar name={owner?.accountable?.name ?? null} withName /> },
          { term: "Team", description: owner ? formatCount(owner.members, "member") : "Nobody" },
          {
            term: "On call now",
            description: onCall ? (
              <>
                <OnCallPerson onCall={onCall} />
                <span className="block text-sm">
                  <UntilAndNext onCall={onCall} />
                </span>
              </>
            ) : (
              <TextLink href={`/features/${slug}/ownership#on-call`} arrow>
                Give it a rotation
              </TextLink>
            ),
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
