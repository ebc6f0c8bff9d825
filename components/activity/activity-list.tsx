"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { EmptyState } from "#components/ui/empty-state";
import { ErrorState } from "#components/ui/error-state";
import { LoadMore } from "#components/ui/load-more";
import { SkeletonTable } from "#components/ui/skeleton";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { actionInWords, subjectInWords } from "#lib/activity/domain";
import { type ActivityFilter, activityPages } from "#lib/activity/query-options";
import type { ActivityPage, ActivityRow } from "#lib/activity/schema";
import { ChangeList } from "./change-list.tsx";

type Props = { filter?: ActivityFilter; initial?: ActivityPage | undefined };

/** Who changed what, newest first. The caller decides on the filter; the API decides on who may see it. */
export function ActivityList({ filter = {}, initial }: Props) {
  const query = useInfiniteQuery({
    ...activityPages(filter),
    ...(initial ? { initialData: { pages: [initial], pageParams: [null] } } : {}),
  });
  if (query.isPending) return <SkeletonTable rows={8} />;
  if (query.isError) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  const rows = query.data.pages.flatMap((page) => page.items);
  if (rows.length === 0)
    return <EmptyState title="Nothing was changed">Nothing in the log fits these filters.</EmptyState>;
  return (
    <>
      <Table caption="Activity" stacked>
        <TableHead>
          <HeadCell>When</HeadCell>
          <HeadCell>Who did what</HeadCell>
          <HeadCell>Changes</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <ActivityLine key={row.id} row={row} />
          ))}
        </TableBody>
      </Table>
      <LoadMore
        shown={`${rows.length} ${rows.length === 1 ? "change" : "changes"}`}
        hasMore={query.hasNextPage}
        pending={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </>
  );
}

const actorNote: Record<string, string> = { key: " (key)", system: " (Threshold)" };

function ActivityLine({ row }: { row: ActivityRow }) {
  const { actor, subject, feature } = row;
  const what = subjectInWords(row.action, subject);
  return (
    <Row quiet>
      <Cell muted at="line2" className="align-top sm:w-44">
        <Time at={row.at} />
      </Cell>
      <Cell at="title" className="align-top sm:w-[38%]">
        <span className="font-semibold">{actor.name}</span>
        <span className="text-text-3">{actorNote[actor.kind]}</span> {actionInWords(row.action)}
        {what && ` ${what}`}
        {feature && feature.slug !== subject.id && feature.name !== subject.name && (
          <>
            {" "}
            of <TextLink href={`/features/${feature.slug}`}>{feature.name}</TextLink>
          </>
        )}
      </Cell>
      <Cell at="line2" className="align-top max-sm:basis-full">
        <ChangeList before={row.before} after={row.after} />
      </Cell>
    </Row>
  );
}
