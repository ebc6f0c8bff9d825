import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { Suspense } from "react";
import { ActivityFilters } from "#components/activity/activity-filters";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonTable } from "#components/ui/skeleton";
import { mayCall } from "#lib/auth/domain";
import { listUsers } from "#lib/auth/queries";
import { requireUser } from "#lib/auth/session";
import { listFeatureRows } from "#lib/features/queries";

export const metadata: Metadata = { title: "Changes" };

export default async function ChangesPage() {
  const user = await requireUser();
  if (!mayCall(user, "activity")) forbidden();
  const [users, features] = await Promise.all([listUsers(user), listFeatureRows(user)]);
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
          people={users.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Suspense>
    </>
  );
}
