import type { Metadata } from "next";
import { TimelineLanes } from "#components/charts/timeline-lanes";
import { FilterBar } from "#components/ui/filter-bar";
import { Panel, SectionHeading } from "#components/ui/panel";
import { DayPicker } from "#components/versions/day-picker";
import { DeclareReleaseDialog } from "#components/versions/declare-release-dialog";
import { KnownSentence } from "#components/versions/known-sentence";
import { NoReleases } from "#components/versions/no-releases";
import { RecordDeploymentDialog } from "#components/versions/record-deployment-dialog";
import { ReleaseList } from "#components/versions/release-list";
import { SegmentTable } from "#components/versions/segment-table";
import { VersionsActions } from "#components/versions/versions-actions";
import { canWriteFeature } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import { orNotFound } from "#lib/core/or-not-found";
import type { SearchParams } from "#lib/core/search-params";
import { dayOf } from "#lib/core/time";
import { requireFeature } from "#lib/features/queries";
import { longDay, segmentsCsvHref } from "#lib/versions/domain";
import { versionsView } from "#lib/versions/schema";
import { readVersionsScreen } from "#lib/versions/screen";

export const metadata: Metadata = { title: "What ran" };

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: SearchParams;
};

export default async function VersionsPage({ params, searchParams }: Props) {
  const user = await requireUser();
  const feature = await orNotFound(requireFeature(user, (await params).slug));
  const { slug } = feature;
  const present = new Date();
  const found = versionsView.parse(await searchParams);
  const asked = { ...found, tz: found.tz ?? "UTC" };
  const view = { ...asked, at: asked.at ?? dayOf(present, asked.tz) };
  const { now, then, timeline, releases, environments } = await readVersionsScreen(feature, view, present);
  const mayWrite = canWriteFeature(user, feature);
  const [newest] = releases.items;
  const hasSeen = timeline.lanes.some((lane) => lane.segments.length > 0);
  const noReleases = <NoReleases slug={slug} baseUrl={publicUrl()} mayWrite={mayWrite} />;
  if (!newest && !hasSeen) return noReleases;

  const shown = view.known === "then" ? then : now;
  const title = `What ran on ${longDay(view.at)}`;
  const choices = releases.items.map(({ release, artifacts }) => {
    const fresh = artifacts.filter((one) => one.isNew).map((one) => one.version);
    return { digest: release, label: [release.slice(0, 12), ...fresh].join(" · ") };
  });
  const csvHref = segmentsCsvHref(slug, view, view.known === "then" ? then.knownAt : null);
  const selected = {
    from: Date.parse(now.interval.from),
    to: Date.parse(now.interval.to),
    label: longDay(view.at),
  };
  return (
    <div className="flex flex-col gap-4">
      <SectionHeading
        title={title}
        sentence={<KnownSentence slug={slug} view={view} now={now} then={then} />}
        actions={
          <VersionsActions csvHref={csvHref}>
            {mayWrite && newest && <DeclareReleaseDialog slug={slug} newest={newest.artifacts} />}
            {mayWrite && newest && (
              <RecordDeploymentDialog
                slug={slug}
                environment={view.environment}
                zone={view.tz}
                releases={choices}
              />
            )}
          </VersionsActions>
        }
      />
      <div>
        <FilterBar label="Day and place">
          <DayPicker slug={slug} view={view} environments={environments} />
        </FilterBar>
        <TimelineLanes label={`${title}, and around it`} {...timeline} selected={selected} />
      </div>
      <Panel flush>
        <SegmentTable
          segments={shown.segments}
          caption={title}
          zone={view.tz}
          isThen={view.known === "then"}
        />
      </Panel>
      {newest ? <ReleaseList slug={slug} first={releases} zone={view.tz} /> : noReleases}
    </div>
  );
}
