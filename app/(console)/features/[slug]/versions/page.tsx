import type { Metadata } from "next";
import { TimelineLanes } from "#components/charts/timeline-lanes";
import { CsvLink } from "#components/ui/csv-link";
import { FilterBar } from "#components/ui/filter-bar";
import { LinkButton } from "#components/ui/link-button";
import { Panel, SectionHeading } from "#components/ui/panel";
import { ArtifactList } from "#components/versions/artifact-list";
import { DayPicker } from "#components/versions/day-picker";
import { DeclareReleaseDialog } from "#components/versions/declare-release-dialog";
import { EffectsPanel } from "#components/versions/effects-panel";
import { KnownSentence } from "#components/versions/known-sentence";
import { NoReleases } from "#components/versions/no-releases";
import { ObservedPanel } from "#components/versions/observed-panel";
import { KnownPanel } from "#components/versions/ran-known";
import { RecordDeploymentDialog } from "#components/versions/record-deployment-dialog";
import { ReleaseList } from "#components/versions/release-list";
import { SegmentTable } from "#components/versions/segment-table";
import { VersionsActions } from "#components/versions/versions-actions";
import { canWriteFeature } from "#lib/auth/domain";
import { viewerZone } from "#lib/auth/queries";
import { requireUser } from "#lib/auth/session";
import { dayOf } from "#lib/core/calendar";
import { publicUrl } from "#lib/core/env";
import { formatDay } from "#lib/core/format";
import { orNotFound } from "#lib/core/or-not-found";
import type { SearchParams } from "#lib/core/search-params";
import { requireFeature } from "#lib/features/queries";
import { readVersionsScreen } from "#lib/versions/day/screen";
import { dayCsvHref, longDay, sheetHref } from "#lib/versions/domain";
import { listArtifacts } from "#lib/versions/release-queries";
import { versionsView } from "#lib/versions/schema";

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
  const asked = versionsView.parse(await searchParams);
  const tz = asked.tz ?? (await viewerZone(user));
  const today = dayOf(present, tz);
  const view = { ...asked, tz, at: asked.at ?? today };
  const { day, effects, timeline, diffs, releases, environments } = await readVersionsScreen(
    feature,
    view,
    present,
  );
  const artifacts = await listArtifacts(feature.id);
  const { now, then, findings } = day;
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
  const recordable = { slug, environment: view.environment, zone: view.tz, releases: choices };
  const differs = findings.knownThen.differences.length > 0;
  return (
    <div className="flex flex-col gap-4">
      <SectionHeading
        title={title}
        sentence={<KnownSentence slug={slug} view={view} now={now} then={then} differs={differs} />}
        actions={
          <VersionsActions rollback={mayWrite && newest ? { slug, environment: view.environment } : null}>
            {mayWrite && newest && <DeclareReleaseDialog slug={slug} newest={newest.artifacts} />}
            {mayWrite && newest && <RecordDeploymentDialog {...recordable} />}
          </VersionsActions>
        }
      />
      <div>
        <FilterBar
          label="Day and place"
          actions={
            <>
              <LinkButton href={sheetHref(slug, view)}>Print</LinkButton>
              <CsvLink href={dayCsvHref(slug, view)} />
            </>
          }
        >
          <DayPicker slug={slug} view={view} today={today} environments={environments} />
        </FilterBar>
        <TimelineLanes
          label={`${title}, and around it`}
          caption={`What was declared to run around the day${view.known === "then" ? ", as known when it ended" : ""}, and what telemetry showed of it.`}
          {...timeline}
          selected={dayMark(now.interval, view)}
          now={present.getTime()}
        />
      </div>
      <Panel flush>
        <SegmentTable
          segments={shown.segments}
          interval={now.interval}
          caption={title}
          zone={view.tz}
          isThen={view.known === "then"}
          diffs={diffs}
        />
      </Panel>
      <ObservedPanel answer={findings} zone={view.tz} record={mayWrite ? recordable : undefined} />
      <KnownPanel answer={findings} zone={view.tz} />
      <EffectsPanel answer={effects} zone={view.tz} />
      {newest ? <ReleaseList slug={slug} first={releases} zone={view.tz} /> : noReleases}
      {newest && <ArtifactList slug={slug} artifacts={artifacts.items} zone={view.tz} />}
    </div>
  );
}

/** The day on the axis, under a name that fits there. */
function dayMark({ from, to }: { from: string; to: string }, { tz }: { tz: string }) {
  return { from: Date.parse(from), to: Date.parse(to), label: formatDay(from, tz) };
}
