import type { Metadata } from "next";
import { KeyTable } from "#components/keys/key-table";
import { NewKeyDialog } from "#components/keys/new-key-dialog";
import { PageHeader } from "#components/ui/page-header";
import { isAdmin } from "#lib/auth/domain";
import { keyableFeatures, listKeys } from "#lib/auth/queries";
import { keysQuery } from "#lib/auth/schema";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import type { SearchParams } from "#lib/core/search-params";

export const metadata: Metadata = { title: "API keys" };

type Props = { searchParams: SearchParams };

export default async function KeysPage({ searchParams }: Props) {
  const user = await requireUser();
  const asked = keysQuery.pick({ feature: true }).safeParse(await searchParams);
  const features = await keyableFeatures(user);
  const feature = features.find(({ slug }) => asked.success && slug === asked.data.feature);
  const keys = await listKeys(user, { limit: 50, ...(feature ? { feature: feature.slug } : {}) });
  const admin = isAdmin(user);
  const whose = feature
    ? `bound to ${feature.name}`
    : admin
      ? "of this installation"
      : "of the features that you may change";
  return (
    <>
      <PageHeader
        crumbs={[{ label: "API keys" }]}
        title="API keys"
        sentence={`The keys ${whose}. A key is shown once, when it is made; what it may do is its scopes, nothing more.`}
        actions={
          (admin || features.length > 0) && (
            <NewKeyDialog url={publicUrl()} features={features} unbound={admin} />
          )
        }
      />
      <KeyTable key={feature?.slug ?? "all"} initial={keys} feature={feature?.slug} />
    </>
  );
}
