import Link from "next/link";
import { TimelineLanes } from "#components/charts/timeline-lanes";
import { Avatar } from "#components/ui/avatar";
import { Badge } from "#components/ui/badge";
import { StatusDot } from "#components/ui/status-dot";
import { TextLink } from "#components/ui/text-link";
import type { RotationSummary } from "#lib/ownership/on-call/on-call-schema";
import { GapList } from "./gap-list.tsx";
import { UntilAndNext } from "./on-call-sentence.tsx";
import { prepareTimeline } from "./prepare-timeline.ts";

export type RotationCardProps = { rotation: RotationSummary; at: string; viewerId: string };

/** One rotation: who now, until when, who then, its next four weeks, what it answers for. */
export function RotationCard({ rotation, at, viewerId }: RotationCardProps) {
  const { slug, name, now, features } = rotation;
  const { zone } = now.rotation;
  const timeline = prepareTimeline(rotation.shifts, at, zone, viewerId);
  return (
    <article aria-label={name} className="rounded-lg border border-line bg-surface shadow-sm">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3.5 pt-3">
        <h3 className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 font-semibold">
          <Link href={`/on-call/${slug}`} className="rounded-sm hover:underline">
            {name}
          </Link>
          <CoversBadge covers={rotation.coversAiIncidents} />
        </h3>
        <p className="text-sm text-text-2">
          {rotation.team?.name ?? "No team"} · {rotation.rhythm}, {zone.replaceAll("_", " ")}
        </p>
      </header>
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-2 px-3.5 py-2.5">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          {now.person ? <Avatar name={now.person.name} withName size={20} /> : <NobodyNow />}
          <UntilAndNext onCall={now} />
        </p>
        <GapList gaps={rotation.gaps} zone={zone} at={at} />
      </div>
      <div className="[&>section]:rounded-none [&>section]:border-x-0 [&>section]:shadow-none">
        <TimelineLanes label={`Shifts of ${name}, next four weeks`} {...timeline} />
      </div>
      <p className="px-3.5 py-2.5 text-text-2">
        {features.length === 0 ? "Answers for no feature yet" : "Answers for "}
        {features.map((feature, index) => (
          <span key={feature.slug}>
            {index > 0 && ", "}
            <TextLink href={`/features/${feature.slug}/ownership#on-call`}>{feature.name}</TextLink>
          </span>
        ))}
      </p>
    </article>
  );
}

export function NobodyNow() {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-unmet">
      <StatusDot status="unmet" />
      Nobody is on call
    </span>
  );
}

export function CoversBadge({ covers }: { covers: boolean }) {
  return covers ? (
    <Badge tone="plain">covers AI incidents</Badge>
  ) : (
    <Badge tone="unmet">AI incidents not covered</Badge>
  );
}
