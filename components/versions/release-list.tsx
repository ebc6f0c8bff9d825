"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Badge } from "#components/ui/badge";
import { Digest } from "#components/ui/code-block";
import { LoadMore } from "#components/ui/load-more";
import { Panel } from "#components/ui/panel";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import { formatCount, formatDate } from "#lib/core/format";
import { bornAt, kindNames } from "#lib/versions/domain";
import { releasesOptions } from "#lib/versions/query-options";
import type { ReleaseAnswer, ReleasePage } from "#lib/versions/schema";
import { CompareBox, CompareLink, chosenWith } from "./compare-choice.tsx";

/** Releases, newest first, with the reason of what each brought. */
export function ReleaseList({ slug, first, zone }: { slug: string; first: ReleasePage; zone: string }) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    releasesOptions(slug, first),
  );
  const releases = (data?.pages ?? [first]).flatMap((page) => page.items);
  const [chosen, setChosen] = useState<string[]>([]);
  // A difference is read from the older to the newer; what was imported is as old as its commit.
  const born = (one: ReleaseAnswer) => bornAt({ ...one, committedAt: one.imported?.committedAt });
  const ordered = releases
    .filter((one) => chosen.includes(one.release))
    .reverse()
    .sort((a, b) => born(a) - born(b))
    .map((one) => one.release);
  return (
    <Panel
      title="Releases"
      flush
      aside={releases.length > 1 && <CompareLink slug={slug} sides={ordered} of="releases" />}
    >
      <Table caption="Releases, newest first" stacked>
        <TableHead>
          <HeadCell>
            <span className="sr-only">Compare</span>
          </HeadCell>
          <HeadCell>Release</HeadCell>
          <HeadCell>Declared</HeadCell>
          <HeadCell>By</HeadCell>
          <HeadCell>What is new, and why</HeadCell>
          <HeadCell>Commit</HeadCell>
        </TableHead>
        <TableBody>
          {releases.map((release) => (
            <ReleaseRow
              key={release.release}
              release={release}
              zone={zone}
              chosen={chosen.includes(release.release)}
              onChoose={() => setChosen(chosenWith(chosen, release.release))}
            />
          ))}
        </TableBody>
      </Table>
      <LoadMore
        shown={hasNextPage ? `The newest ${releases.length}` : formatCount(releases.length, "release")}
        hasMore={hasNextPage}
        pending={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
      />
    </Panel>
  );
}

type RowProps = { release: ReleaseAnswer; zone: string; chosen: boolean; onChoose: () => void };

function ReleaseRow({ release, zone, chosen, onChoose }: RowProps) {
  const fresh = release.artifacts.filter((artifact) => artifact.isNew);
  return (
    <Row quiet className="max-sm:px-3">
      <Cell at="title" className="w-7 pr-0 max-sm:flex-none">
        <CompareBox name={release.release.slice(0, 12)} chosen={chosen} onChoose={onChoose} />
      </Cell>
      <Cell at="title">
        <Digest value={release.release} copy />
      </Cell>
      <Cell at="end" muted>
        <Time at={release.createdAt} zone={zone} />
      </Cell>
      <Cell muted at="line2-end">
        {release.createdBy}
        <Imported release={release} zone={zone} />
      </Cell>
      <Cell className="break-words">
        {fresh.length === 0 && <span className="text-text-2">Nothing new: a set of versions that exist</span>}
        {fresh.map((artifact) => (
          <div key={`${artifact.kind} ${artifact.name}`}>
            <span className="text-text-2">
              {kindNames[artifact.kind]} {artifact.name}
            </span>{" "}
            <span className="font-semibold">{artifact.version}</span>: {artifact.change}
          </div>
        ))}
      </Cell>
      <Cell at="hide" mono muted>
        {release.commit?.slice(0, 12)}
      </Cell>
    </Row>
  );
}

/** What git says of an imported release beside when it was recorded: the one is not the other. */
function Imported({ release: { imported }, zone }: { release: ReleaseAnswer; zone: string }) {
  if (!imported) return null;
  return (
    <span className="block sm:mt-0.5">
      <Badge>Imported from git</Badge>{" "}
      <span className="sm:block">
        committed {formatDate(imported.committedAt, zone)} by {imported.author}
      </span>
    </span>
  );
}
