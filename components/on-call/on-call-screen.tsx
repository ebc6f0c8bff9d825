"use client";
import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonPanel } from "#components/ui/skeleton";
import { formatCount } from "#lib/core/format";
import { onCallOptions } from "#lib/ownership/on-call/on-call-query-options";
import type { OnCallAnswer } from "#lib/ownership/on-call/on-call-schema";
import { CalendarDialog } from "./calendar-dialog.tsx";
import { NewRotationDialog } from "./new-rotation-dialog.tsx";
import { OwnShifts } from "./own-shifts.tsx";
import { RotationCard } from "./rotation-card.tsx";
import { WithoutRotation } from "./without-rotation.tsx";

export type OnCallScreenProps = {
  viewerId: string;
  /** The teams that the viewer may make a rotation for. */
  teams: readonly { slug: string; name: string }[];
  zone: string;
  creating: boolean;
};

/** "2 of 3 rotations have somebody on call now. 1 has a gap in the next 30 days." */
export function sentenceOf({ rotations, without }: Pick<OnCallAnswer, "rotations" | "without">): string {
  if (rotations.length === 0) return "Nobody is on call: there is no rotation yet.";
  const covered = rotations.filter((one) => one.now.person !== null).length;
  const gaps = rotations.filter((one) => one.gaps.length > 0).length;
  const who =
    covered === rotations.length
      ? `Somebody is on call in ${rotations.length === 1 ? "the one rotation" : `all ${rotations.length} rotations`}.`
      : `${covered} of ${formatCount(rotations.length, "rotation")} ${covered === 1 ? "has" : "have"} somebody on call now.`;
  const ahead = gaps === 0 ? "" : ` ${gaps} ${gaps === 1 ? "has" : "have"} a gap in the next 30 days.`;
  const rest =
    without.length === 0
      ? ""
      : ` ${formatCount(without.length, "feature")} ${without.length === 1 ? "has" : "have"} no rotation.`;
  return `${who}${ahead}${rest}`;
}

/** Every rotation with who is on call now, and what nobody answers for. Reads again by itself. */
export function OnCallScreen({ viewerId, teams, zone, creating }: OnCallScreenProps) {
  const { data } = useQuery(onCallOptions());
  if (!data) return <SkeletonPanel lines={8} />;
  const create = teams.length > 0 && (
    <NewRotationDialog key={String(creating)} teams={teams} zone={zone} initiallyOpen={creating} />
  );
  return (
    <>
      <PageHeader
        crumbs={[{ label: "On-call" }]}
        title="On-call"
        sentence={sentenceOf(data)}
        actions={
          <>
            <CalendarDialog rotation={null} />
            {create}
          </>
        }
      />
      {data.rotations.length === 0 ? (
        <div className="mb-6 rounded-lg border border-line bg-surface shadow-sm">
          <EmptyState
            title="No rotation yet"
            actions={teams.length === 0 && <LinkButton href="/people">Open people and teams</LinkButton>}
          >
            {teams.length === 0
              ? "A rotation belongs to a team. Members of a team, admins and editors make its rotations."
              : "Make one of a team: its members take turns by the day or by the week, and hand over at a time on the wall. Then say which features it answers for."}
          </EmptyState>
        </div>
      ) : (
        <div className="mb-6 grid grid-cols-1 items-start gap-3 lg:grid-cols-[minmax(0,1fr)_300px]">
          <section aria-label="Rotations" className="grid min-w-0 gap-3">
            <h2 className="sr-only">Rotations</h2>
            {data.rotations.map((rotation) => (
              <RotationCard key={rotation.slug} rotation={rotation} at={data.at} viewerId={viewerId} />
            ))}
          </section>
          <aside aria-label="Yours" className="max-lg:order-first">
            <OwnShifts mine={data.mine} at={data.at} />
          </aside>
        </div>
      )}
      <WithoutRotation features={data.without} />
    </>
  );
}
