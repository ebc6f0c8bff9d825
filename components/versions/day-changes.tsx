"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Badge } from "#components/ui/badge";
import { CsvLink } from "#components/ui/csv-link";
import { EmptyState } from "#components/ui/empty-state";
import { LoadMore } from "#components/ui/load-more";
import { Panel } from "#components/ui/panel";
import { TextLink } from "#components/ui/text-link";
import { dayOf } from "#lib/core/calendar";
import { formatCount, formatDateTime, formatNumber } from "#lib/core/format";
import { diffHref } from "#lib/versions/compare/diff-href";
import { kindNames, versionsHref } from "#lib/versions/domain";
import { type ChangesAsked, changesCsvHref, changesOptions } from "#lib/versions/search/search-query-options";
import type { ChangesPage, DayChange, NetChange, ObservedChange } from "#lib/versions/search/search-schema";

/** What began, came back or ended between two days, and which models first answered, a panel a feature. */
export function DayChanges({ asked, first }: { asked: ChangesAsked; first: ChangesPage }) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    changesOptions(asked, first),
  );
  const items = data.pages.flatMap((page) => page.items);
  const observed = data.pages[0]?.observed ?? [];
  const net = data.pages[0]?.net ?? [];
  const moreObserved = data.pages[0]?.moreObserved ?? 0;
  if (items.length + observed.length === 0)
    return (
      <EmptyState title="Nothing changed">
        No deployment is known to have begun, come back or ended between these days, and no model to have
        answered for the first time, in any feature that you may read.
      </EmptyState>
    );
  const features = [...Map.groupBy([...items, ...observed], (one) => one.feature.slug)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return (
    <div className="flex flex-col gap-3">
      {features.map(([slug, changes], index) => (
        <FeatureChanges
          key={slug}
          changes={changes}
          net={net.filter((one) => one.feature.slug === slug)}
          zone={asked.tz}
          csv={index === 0 ? changesCsvHref(asked) : null}
        />
      ))}
      {moreObserved > 0 && (
        <p className="text-text-2">
          and {formatCount(moreObserved, "more model")} that first answered: ask for fewer days.
        </p>
      )}
      <LoadMore
        shown={
          hasNextPage
            ? `The first ${formatCount(items.length, "declared change")}`
            : `${formatCount(items.length + observed.length, "change")} of ${formatCount(features.length, "feature")}`
        }
        hasMore={hasNextPage}
        pending={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
      />
    </div>
  );
}

type AnyChange = DayChange | ObservedChange;
const isDeclared = (change: AnyChange): change is DayChange => "deployment" in change;

type FeatureProps = { changes: AnyChange[]; net: NetChange[]; zone: string; csv: string | null };

function FeatureChanges({ changes, net, zone, csv }: FeatureProps) {
  const [first] = changes;
  if (!first) return null;
  const inOrder = changes.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return (
    <Panel
      title={first.feature.name}
      flush
      aside={
        <>
          <span>{formatCount(changes.length, "change")}</span>
          {csv && <CsvLink href={csv} />}
        </>
      }
    >
      {changes.length > 1 &&
        net.map(({ environment, changes: differences }) => (
          <p key={environment} className="break-words border-line border-b px-3.5 py-2 text-text-2">
            In the end, in {environment}:{" "}
            {differences
              .map((one) => `${kindNames[one.kind]} ${one.name} ${versionWords(one, true)}`)
              .join(", ")}
            .
          </p>
        ))}
      <ul>
        {inOrder.map((change) =>
          isDeclared(change) ? (
            <Change key={`${change.deployment.id} ${change.at}`} change={change} zone={zone} />
          ) : (
            <ObservedRow
              key={`${change.environment} ${change.provider} ${change.model}`}
              seen={change}
              zone={zone}
            />
          ),
        )}
      </ul>
    </Panel>
  );
}

const rowStyle =
  "grid gap-x-6 gap-y-1.5 border-line border-b px-3.5 py-2.5 last:border-b-0 lg:grid-cols-[210px_minmax(0,1fr)_minmax(0,1fr)]";

/** The instant of a change, which leads to what ran on its day. */
function When({
  feature,
  at,
  environment,
  zone,
}: {
  feature: string;
  at: string;
  environment: string;
  zone: string;
}) {
  const day = { at: dayOf(new Date(at), zone), tz: zone, environment, known: "now" } as const;
  return (
    <div className="tnum">
      <TextLink href={versionsHref(feature, day)}>{formatDateTime(at, zone)}</TextLink>
      <div className="text-sm text-text-2">{environment}</div>
    </div>
  );
}

/** A model that telemetry saw answer for the first time, to the hour. */
function ObservedRow({ seen, zone }: { seen: ObservedChange; zone: string }) {
  const { feature, environment, at, provider, model, requested, calls, of } = seen;
  return (
    <li className={rowStyle}>
      <When feature={feature.slug} at={at} environment={environment} zone={zone} />
      <div className="min-w-0 break-words">
        A model answered that had not before
        {requested.length > 0 && `, to calls that asked for ${requested.join(" and ")}`}.
        <div className="mt-0.5 flex flex-wrap items-center gap-1.5 text-sm text-text-2">
          <Badge>Observed</Badge>
          {formatNumber(calls)} of {formatCount(of, "answer")} in its first 24 hours
        </div>
      </div>
      <div className="min-w-0 break-words">
        <span className="text-text-2">{provider ? `Model of ${provider}` : "Model"}</span>{" "}
        <span className="font-semibold">{model}</span>
      </div>
    </li>
  );
}

function Change({ change, zone }: { change: DayChange; zone: string }) {
  const { feature, at, event, deployment, knownSince, late, imported, before, changes } = change;
  const { environment, reason, reportedBy, shares, rollbackFrom } = deployment;
  const isEnd = event === "ended";
  const newest = isEnd
    ? undefined
    : shares.find((share) => !before.some((old) => old.release === share.release));
  const sides = [rollbackFrom ?? before[0]?.release, newest?.release];
  return (
    <li className={rowStyle}>
      <When feature={feature.slug} at={at} environment={environment} zone={zone} />
      <div className="min-w-0 break-words">
        {reason}
        <div className="mt-0.5 flex flex-wrap items-center gap-1.5 text-sm text-text-2">
          {reportedBy}
          {event === "resumed" && <Badge>Resumed</Badge>}
          {isEnd && <Badge>Ended</Badge>}
          {rollbackFrom && <Badge tone="accent">Rollback</Badge>}
          {imported && <Badge>Imported</Badge>}
          {late && !imported && <Badge tone="stale">Reported late</Badge>}
          {late && <span className="tnum">{formatDateTime(knownSince, zone)}</span>}
        </div>
      </div>
      <ul className="min-w-0">
        {isEnd && <li className="text-text-2">Nothing is declared from then on.</li>}
        {changes.length === 0 && <li className="text-text-2">The same versions in other shares.</li>}
        {changes.map((one) => (
          <li key={`${one.kind} ${one.name}`} className="break-words">
            <span className="text-text-2">
              {kindNames[one.kind]} {one.name}
            </span>{" "}
            <span className="font-semibold tnum">{versionWords(one, before.length > 0)}</span>
            {one.change && <span className="text-text-2">: {one.change}</span>}
          </li>
        ))}
        {sides[0] && sides[1] && (
          <li>
            <TextLink href={diffHref(feature.slug, sides[0], sides[1])} arrow>
              See the difference
            </TextLink>
          </li>
        )}
      </ul>
    </li>
  );
}

/** "v12 to v13", "v13 came", "v12 went"; the first of all is only named. */
function versionWords({ from, to }: DayChange["changes"][number], hasBefore: boolean): string {
  if (!hasBefore) return to.join(" + ");
  if (from.length === 0) return `${to.join(" + ")} came`;
  if (to.length === 0) return `${from.join(" + ")} went`;
  return `${from.join(" + ")} to ${to.join(" + ")}`;
}
