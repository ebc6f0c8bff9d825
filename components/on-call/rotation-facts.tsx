import { Avatar } from "#components/ui/avatar";
import { Badge } from "#components/ui/badge";
import { DataList } from "#components/ui/data-list";
import { Panel } from "#components/ui/panel";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import type { RotationDetail } from "#lib/ownership/on-call/on-call-schema";
import { GapList } from "./gap-list.tsx";
import { CoversBadge } from "./rotation-card.tsx";

/** How the turns go, whose they are, and what the rotation answers for. */
export function RotationFacts({ rotation, at }: { rotation: RotationDetail; at: string }) {
  const { zone } = rotation.now.rotation;
  const planned = rotation.schedules.find((schedule) => schedule.effectiveFrom > at);
  return (
    <>
      <Panel title="Schedule">
        <DataList
          items={[
            { term: "Turns", description: rotation.rhythm },
            { term: "Zone", description: zone.replaceAll("_", " ") },
            { term: "People", description: <People rotation={rotation} /> },
            { term: "Team", description: rotation.team?.name ?? "None any more: nobody can be on call" },
            { term: "Covers", description: <CoversBadge covers={rotation.coversAiIncidents} /> },
            ...(planned
              ? [
                  {
                    term: "Planned",
                    description: (
                      <>
                        {planned.members.length === 0 ? "Ends on " : "Another schedule from "}
                        <Time at={planned.effectiveFrom} zone={planned.zone} inZone weekday />
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
        <div className="mt-3 border-line border-t pt-2.5">
          <GapList gaps={rotation.gaps} zone={zone} at={at} />
        </div>
      </Panel>
      <Panel title="Answers for">
        {rotation.features.length === 0 ? (
          <p className="text-text-2">
            No feature yet. Assign it on a feature’s Ownership tab or on{" "}
            <TextLink href="/on-call#without">On-call</TextLink>.
          </p>
        ) : (
          <ul className="grid gap-1">
            {rotation.features.map((feature) => (
              <li key={feature.slug}>
                <TextLink href={`/features/${feature.slug}/ownership#on-call`}>{feature.name}</TextLink>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}

function People({ rotation }: { rotation: RotationDetail }) {
  if (rotation.members.length === 0) return "Nobody";
  return (
    <ol className="grid gap-1">
      {rotation.members.map((member) => (
        <li key={member.id} className="flex flex-wrap items-center gap-2">
          <Avatar name={member.name} withName />
          {member.absent && <Badge tone="unmet">cannot be on call</Badge>}
        </li>
      ))}
    </ol>
  );
}
