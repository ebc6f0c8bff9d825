import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { Suspense } from "react";
import { z } from "zod";
import { ActivityFilters } from "#components/activity/activity-filters";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonTable } from "#components/ui/skeleton";
import { listActivity } from "#lib/activity/queries";
import { activityFilter } from "#lib/activity/schema";
import { mayCall } from "#lib/auth/domain";
import { listUsers } from "#lib/auth/queries";
import { requireUser } from "#lib/auth/session";
import type { SearchParams } from "#lib/core/search-params";
import { listFeatureRows } from "#lib/features/queries";

export const metadata: Metadata = { title: "Changes" };

type Props = { searchParams: SearchParams };

const filterOf = z.object(activityFilter).pick({ feature: true, actor: true, action: true });

export default async function ChangesPage({ searchParams }: Props) {
  const user = await requireUser();
  if (!mayCall(user, "activity")) forbidden();
  const asked = await searchParams;
  const given = filterOf.safeParse(
    Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== "")),
  );
  const [users, features] = await Promise.all([listUsers(user), listFeatureRows(user)]);
  const known = !asked.feature || features.some(({ slug }) => slug === asked.feature);
  // Days are the viewer's own, which only the browser knows.
  const onServer = known && given.success && !asked.from && !asked.to;
  const initial = onServer
    ? { filter: given.data, page: await listActivity(user, { ...given.data, limit: 50 }) }
    : null;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Changes" }]}
        title="Changes"
        sentence="Who changed what in Threshold, with before and after. Rows are only ever added."
      />
      <Suspense fallback={<SkeletonTable rows={8} />}>
        <ActivityFilters
          features={features.map(({ slug, name }) => ({ value: slug, label: name }))}
          initial={initial}
          people={users.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Suspense>
    </>
  );
}
