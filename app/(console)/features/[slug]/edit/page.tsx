import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { DeleteContent } from "#components/features/delete-content";
import { draftOf } from "#components/features/draft";
import { FeatureForm } from "#components/features/feature-form";
import { canWriteFeature } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import { orNotFound } from "#lib/core/or-not-found";
import { presentFeature } from "#lib/features/present";
import { listOwnerTeams, requireFeatureRow } from "#lib/features/queries";

export const metadata: Metadata = { title: "Edit feature" };

export default async function EditFeaturePage({ params }: { params: Promise<{ slug: string }> }) {
  const user = await requireUser();
  const [row, teams] = await Promise.all([
    orNotFound(requireFeatureRow(user, (await params).slug)),
    listOwnerTeams(),
  ]);
  if (!canWriteFeature(user, row)) forbidden();
  const feature = presentFeature(row);
  return (
    <>
      <FeatureForm initial={draftOf(feature)} existing teams={teams} baseUrl={publicUrl()} />
      <DeleteContent slug={feature.slug} keptFrom={feature.contentKeptFrom} />
    </>
  );
}
