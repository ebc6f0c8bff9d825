"use client";
import { useQuery } from "@tanstack/react-query";
import { Avatar } from "#components/ui/avatar";
import { DataList } from "#components/ui/data-list";
import { Panel } from "#components/ui/panel";
import { SkeletonPanel } from "#components/ui/skeleton";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { featureOnCallOptions } from "#lib/ownership/on-call/on-call-query-options";
import { AssignRotation } from "./assign-rotation.tsx";
import { GapList } from "./gap-list.tsx";
import { CoversBadge, NobodyNow } from "./rotation-card.tsx";

export type OnCallPanelProps = {
  feature: { slug: string; name: string };
  /** The owning team's slug. */
  team: string | null;
  canWrite: boolean;
};

/** Who is on call for one feature now and next, and the gaps ahead. */
export function OnCallPanel({ feature, team, canWrite }: OnCallPanelProps) {
  const { data, dataUpdatedAt } = useQuery(featureOnCallOptions(feature.slug));
  if (!data) return <SkeletonPanel lines={4} />;
  const { onCall, gaps } = data;
  const assign = canWrite && (
    <AssignRotation feature={feature} current={onCall?.rotation.slug ?? null} team={team} />
  );
  if (!onCall) {
    return (
      <Panel title="On call" aside={assign} id="on-call">
        <p>
          No rotation answers for this feature, so nobody is on call when it fails.{" "}
          <TextLink href="/on-call" arrow>
            See the rotations
          </TextLink>
        </p>
      </Panel>
    );
  }
  const { rotation, person, until, next } = onCall;
  const at = (instant: string) => <Time at={instant} zone={rotation.zone} inZone weekday />;
  return (
    <Panel title="On call" aside={assign} id="on-call">
      <DataList
        items={[
          {
            term: "Now",
            description: (
              <span className="flex flex-wrap items-center gap-x-2">
                {person ? <Avatar name={person.name} withName /> : <NobodyNow />}
                {until && <span className="text-text-2">until {at(until)}</span>}
              </span>
            ),
          },
          {
            term: "Then",
            description: next ? (
              <span className="flex flex-wrap items-center gap-x-2">
                <Avatar name={next.person?.name ?? null} withName />
                <span className="text-text-2">from {at(next.from)}</span>
              </span>
            ) : (
              <span className="text-text-2">No hand-over ahead</span>
            ),
          },
          {
            term: "Rotation",
            description: (
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <TextLink href={`/on-call/${rotation.slug}`}>{rotation.name}</TextLink>
                <CoversBadge covers={data.coversAiIncidents === true} />
              </span>
            ),
          },
          {
            term: "Gaps",
            description: (
              <GapList gaps={gaps} zone={rotation.zone} at={new Date(dataUpdatedAt).toISOString()} />
            ),
          },
        ]}
      />
    </Panel>
  );
}
