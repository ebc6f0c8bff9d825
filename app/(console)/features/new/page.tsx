import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { newDraft } from "#components/features/draft";
import { FeatureForm } from "#components/features/feature-form";
import { PageHeader } from "#components/ui/page-header";
import { canRegisterFeature } from "#lib/auth/domain";
import { requireUser } from "#lib/auth/session";
import { listOwnerTeams } from "#lib/features/queries";

export const metadata: Metadata = { title: "Register feature" };

export default async function NewFeaturePage({
  searchParams,
}: {
  searchParams: Promise<{ service?: string | string[] }>;
}) {
  const user = await requireUser();
  if (!canRegisterFeature(user)) forbidden();
  const { service } = await searchParams;
  const names = (typeof service === "string" ? [service] : (service ?? [])).map((name) => name.slice(0, 255));
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Portfolio", href: "/" }, { label: "Register feature" }]}
        title="Register a feature"
        sentence="Say what it is and who owns it. Its scorecard begins at once, with what is missing."
      />
      <FeatureForm initial={newDraft(names)} existing={false} teams={await listOwnerTeams()} />
    </>
  );
}
