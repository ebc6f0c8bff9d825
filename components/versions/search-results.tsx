"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Badge } from "#components/ui/badge";
import { CsvLink } from "#components/ui/csv-link";
import { EmptyState } from "#components/ui/empty-state";
import { LoadMore } from "#components/ui/load-more";
import { Panel } from "#components/ui/panel";
import { TextLink } from "#components/ui/text-link";
import { dayOf } from "#lib/core/calendar";
import { formatCount, formatDate, formatDateTime, formatPercent } from "#lib/core/format";
import { kindNames, versionsHref } from "#lib/versions/domain";
import { type SearchAsked, searchCsvHref, searchOptions } from "#lib/versions/search/search-query-options";
import type { SearchHit, SearchPage } from "#lib/versions/search/search-schema";

/** Versions that were found, each with where it ran: the day is one click away. */
export function SearchResults({
  asked,
  first,
  zone,
}: {
  asked: SearchAsked;
  first: SearchPage;
  zone: string;
}) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    searchOptions(asked, first),
  );
  const hits = data.pages.flatMap((page) => page.items);
  if (hits.length === 0)
    return (
      <EmptyState title="Nothing that is kept says so">
        Looked for in names, versions, contents, reasons, and the beginnings of digests and commits. What was
        declared with a digest only has no content to be found by.
      </EmptyState>
    );
  return (
    <Panel title="Where it ran" flush aside={<CsvLink href={searchCsvHref(asked)} />}>
      <ul>
        {hits.map((hit) => (
          <Hit key={`${hit.feature.slug} ${hit.kind} ${hit.name} ${hit.version}`} hit={hit} zone={zone} />
        ))}
      </ul>
      <LoadMore
        shown={hasNextPage ? `The newest ${hits.length}` : formatCount(hits.length, "version")}
        hasMore={hasNextPage}
        pending={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
      />
    </Panel>
  );
}

function Hit({ hit, zone }: { hit: SearchHit; zone: string }) {
  const { feature, kind, name, version, change, matched, snippet } = hit;
  return (
    <li className="grid gap-x-6 gap-y-2 border-line border-b px-3.5 py-3 lg:grid-cols-2">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <TextLink href={`/features/${feature.slug}/versions`} className="text-text!">
            {feature.name}
          </TextLink>
          <span>
            <span className="text-text-2">
              {kindNames[kind]} {name}
            </span>{" "}
            <span className="font-semibold tnum">{version}</span>
          </span>
          {matched.map((one) => (
            <Badge key={one}>{one}</Badge>
          ))}
        </div>
        <p className="mt-0.5 break-words text-text-2">{change}</p>
        {snippet !== null && (
          <p className="mt-1 line-clamp-2 break-words rounded-sm bg-sunken px-2 py-1 font-mono text-sm">
            {snippet}
          </p>
        )}
      </div>
      <div className="min-w-0">
        <Ran hit={hit} zone={zone} />
        <Seen hit={hit} />
      </div>
    </li>
  );
}

function Ran({ hit: { feature, ran, moreRan }, zone }: { hit: SearchHit; zone: string }) {
  if (ran.length === 0) return <p className="text-text-2">Nobody has declared that it ran.</p>;
  return (
    <ul className="flex min-w-0 flex-col gap-0.5 tnum">
      {ran.map(({ environment, from, to, weight }) => {
        const day = { at: dayOf(new Date(from), zone), tz: zone, environment, known: "now" } as const;
        return (
          <li key={`${environment} ${from}`} className="flex flex-wrap gap-x-2">
            <TextLink href={versionsHref(feature.slug, day)}>
              {formatDateTime(from, zone)} to {to === null ? "now" : formatDateTime(to, zone)}
            </TextLink>
            <span className="text-text-2">
              {formatPercent(weight)} of {environment}
            </span>
          </li>
        );
      })}
      {moreRan > 0 && (
        <li className="text-text-2">and {formatCount(moreRan, "earlier stretch", "earlier stretches")}</li>
      )}
    </ul>
  );
}

/** What telemetry says of it, whole UTC days, whether somebody declared it or not. */
function Seen({ hit: { feature, seen } }: { hit: SearchHit }) {
  return seen.map(({ environment, firstDay, lastDay, calls }) => {
    const day = { at: firstDay, tz: "UTC", environment, known: "now" } as const;
    return (
      <p key={environment} className="mt-0.5 text-text-2 tnum">
        Telemetry saw it{" "}
        <TextLink href={versionsHref(feature.slug, day)}>
          {firstDay === lastDay ? "on" : "from"} {formatDate(firstDay, "UTC")}
          {firstDay !== lastDay && ` to ${formatDate(lastDay, "UTC")}`} UTC
        </TextLink>{" "}
        in {environment}, in {formatCount(calls, "call")}.
      </p>
    );
  });
}
