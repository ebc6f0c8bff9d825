"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Digest } from "#components/ui/code-block";
import { LoadMore } from "#components/ui/load-more";
import { Panel } from "#components/ui/panel";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import { formatCount } from "#lib/core/format";
import { kindNames } from "#lib/versions/domain";
import { releasesOptions } from "#lib/versions/query-options";
import type { ReleaseAnswer, ReleasePage } from "#lib/versions/schema";

/** Releases, newest first, with the reason of what each brought. */
export function ReleaseList({ slug, first, zone }: { slug: string; first: ReleasePage; zone: string }) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    releasesOptions(slug, first),
  );
  const releases = (data?.pages ?? [first]).flatMap((page) => page.items);
  return (
    <Panel title="Releases" flush>
      <Table caption="Releases, newest first" stacked>
        <TableHead>
          <HeadCell>Release</HeadCell>
          <HeadCell>Declared</HeadCell>
          <HeadCell>By</HeadCell>
          <HeadCell>What is new, and why</HeadCell>
          <HeadCell>Commit</HeadCell>
        </TableHead>
        <TableBody>
          {releases.map((release) => (
            <ReleaseRow key={release.release} release={release} zone={zone} />
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

function ReleaseRow({ release, zone }: { release: ReleaseAnswer; zone: string }) {
  const fresh = release.artifacts.filter((artifact) => artifact.isNew);
  return (
    <Row quiet className="max-sm:px-3">
      <Cell at="title">
        <Digest value={release.release} copy />
      </Cell>
      <Cell at="end" muted>
        <Time at={release.createdAt} zone={zone} />
      </Cell>
      <Cell muted at="line2-end">
        {release.createdBy}
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
