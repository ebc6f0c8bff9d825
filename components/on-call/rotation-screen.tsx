"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { TimelineLanes } from "#components/charts/timeline-lanes";
import { Button } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonPanel } from "#components/ui/skeleton";
import { rotationOptions } from "#lib/ownership/on-call/on-call-query-options";
import type { RotationDetail } from "#lib/ownership/on-call/on-call-schema";
import { CalendarDialog } from "./calendar-dialog.tsx";
import { ComingShifts } from "./coming-shifts.tsx";
import { UntilAndNext } from "./on-call-sentence.tsx";
import { OverrideList } from "./override-list.tsx";
import { PastShifts } from "./past-shifts.tsx";
import { prepareTimeline } from "./prepare-timeline.ts";
import { RotationFacts } from "./rotation-facts.tsx";
import { RotationSettings } from "./rotation-settings.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { TakeOverDialog } from "./take-over-dialog.tsx";

/** One rotation: who now, what comes, what was taken over, what was. Reads again by itself. */
export function RotationScreen({ slug, viewerId }: { slug: string; viewerId: string }) {
  const { data: rotation, dataUpdatedAt } = useQuery(rotationOptions(slug));
  if (!rotation) return <SkeletonPanel lines={8} />;
  const { zone } = rotation.now.rotation;
  const at = rotation.shifts[0]?.from ?? new Date(dataUpdatedAt).toISOString();
  const timeline = prepareTimeline(rotation.shifts, at, zone, viewerId);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "On-call", href: "/on-call" }, { label: rotation.name }]}
        title={rotation.name}
        sentence={
          <>
            {rotation.now.person ? `${rotation.now.person.name} is on call` : "Nobody is on call"}{" "}
            <UntilAndNext onCall={rotation.now} />.
          </>
        }
        actions={<Actions rotation={rotation} viewerId={viewerId} />}
      />
      <div className="grid gap-3">
        <TimelineLanes label={`Shifts of ${rotation.name}, next four weeks`} {...timeline} />
        <div className="grid grid-cols-1 items-start gap-3 lg:grid-cols-[minmax(0,1fr)_320px]">
          <div className="grid min-w-0 gap-3">
            <ComingShifts rotation={rotation} viewerId={viewerId} />
            <PastShifts slug={slug} />
          </div>
          <aside aria-label="About the rotation" className="grid min-w-0 gap-3">
            <RotationFacts rotation={rotation} at={at} />
            <OverrideList rotation={rotation} />
          </aside>
        </div>
      </div>
    </>
  );
}

function Actions({ rotation, viewerId }: { rotation: RotationDetail; viewerId: string }) {
  const [takingOver, setTakingOver] = useState(false);
  return (
    <>
      <CalendarDialog rotation={{ slug: rotation.slug, name: rotation.name }} />
      {rotation.mayChange && (
        <>
          <RotationSettings rotation={rotation} />
          <Button onClick={() => setTakingOver(true)}>Take over</Button>
          <ScheduleDialog rotation={rotation} />
          {takingOver && (
            <TakeOverDialog rotation={rotation} viewerId={viewerId} onClose={() => setTakingOver(false)} />
          )}
        </>
      )}
    </>
  );
}
