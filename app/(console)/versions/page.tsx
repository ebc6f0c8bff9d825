import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { SectionHeading } from "#components/ui/panel";
import { DayChanges } from "#components/versions/day-changes";
import { DaysForm } from "#components/versions/days-form";
import { SearchForm } from "#components/versions/search-form";
import { SearchResults } from "#components/versions/search-results";
import { viewerZone } from "#lib/auth/queries";
import { requireUser } from "#lib/auth/session";
import { dayOf } from "#lib/core/calendar";
import { AppError } from "#lib/core/errors";
import type { SearchParams } from "#lib/core/search-params";
import { dayAway } from "#lib/versions/domain";
import { listDayChanges } from "#lib/versions/search/day-changes";
import { searchVersions } from "#lib/versions/search/search";
import { versionsSearchView } from "#lib/versions/search/search-schema";

export const metadata: Metadata = { title: "Versions" };

const LIMIT = 50;

/** The answer, or the sentence that says why there is none. */
async function orRefusal<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

export default async function VersionsSearchPage({ searchParams }: { searchParams: SearchParams }) {
  const user = await requireUser();
  const asked = versionsSearchView.parse(await searchParams);
  const { q, from, to } = asked;
  const tz = asked.tz ?? (await viewerZone(user));
  const today = dayOf(new Date(), tz);
  const days = { from: from ?? dayAway(to ?? today, -13), to: to ?? today, tz };
  const asksForDays = from !== undefined || to !== undefined;
  const [found, changes] = await Promise.all([
    q === undefined ? null : orRefusal(searchVersions(user, { q, limit: LIMIT })),
    q !== undefined && !asksForDays ? null : orRefusal(listDayChanges(user, { ...days, limit: LIMIT })),
  ]);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Versions" }]}
        title="Versions"
        sentence="Where an artifact ran, and what changed between two days, over all features: as declared and as observed, and as known now."
      />
      <div className="flex flex-col gap-6">
        <section aria-labelledby="where" className="flex flex-col gap-2">
          <SectionHeading id="where" title="Where did it run?" />
          <SearchForm key={q} q={q ?? ""} />
          {found !== null && q !== undefined && (
            <Answer of={found}>
              {(first) => <SearchResults key={q} asked={{ q }} first={first} zone={tz} />}
            </Answer>
          )}
        </section>
        <section aria-labelledby="changed" className="flex flex-col gap-2">
          <SectionHeading id="changed" title="What changed between two days?" />
          <DaysForm key={JSON.stringify(days)} {...days} />
          {changes !== null && (
            <Answer of={changes}>
              {(first) => <DayChanges key={JSON.stringify(days)} asked={days} first={first} />}
            </Answer>
          )}
        </section>
      </div>
    </>
  );
}

function Answer<T>({ of, children }: { of: T | string; children: (answer: T) => React.ReactNode }) {
  if (typeof of === "string") return <EmptyState title="That cannot be asked">{of}</EmptyState>;
  return children(of);
}
