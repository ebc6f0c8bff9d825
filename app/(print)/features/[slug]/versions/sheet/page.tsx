import type { Metadata } from "next";
import { LinkButton } from "#components/ui/link-button";
import { PrintButton } from "#components/versions/print-button";
import { RanSheet } from "#components/versions/ran-sheet";
import { pageStyle } from "#components/versions/sheet-style";
import { readInstallation, viewerZone } from "#lib/auth/queries";
import { requireUser } from "#lib/auth/session";
import { dayOf } from "#lib/core/calendar";
import { publicUrl } from "#lib/core/env";
import { orNotFound } from "#lib/core/or-not-found";
import type { SearchParams } from "#lib/core/search-params";
import { requireFeature } from "#lib/features/queries";
import { readKnownAt, readSheet } from "#lib/versions/day/sheet";
import { versionsHref } from "#lib/versions/domain";
import { versionsView } from "#lib/versions/schema";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** A PDF takes its name from the title. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { at } = versionsView.parse(await searchParams);
  return { title: { absolute: `What ran ${(await params).slug} ${at ?? "today"}` } };
}

export default async function SheetPage({ params, searchParams }: Props) {
  const user = await requireUser();
  const feature = await orNotFound(requireFeature(user, (await params).slug));
  const address = await searchParams;
  const asked = versionsView.parse(address);
  const present = new Date();
  const tz = asked.tz ?? (await viewerZone(user));
  const view = { ...asked, tz, at: asked.at ?? dayOf(present, tz) };
  const [sheet, organisation] = await Promise.all([
    readSheet(feature, { ...view, knownAt: readKnownAt(address.knownAt) }, present),
    readInstallation(),
  ]);
  return (
    <main className="min-h-dvh bg-sunken py-6 max-sm:py-0 print:bg-surface print:py-0">
      <style>{pageStyle(feature.slug, view.at)}</style>
      <div
        data-no-print=""
        className="mx-auto mb-4 flex max-w-[210mm] items-center justify-between gap-2 max-sm:p-3"
      >
        <LinkButton href={versionsHref(feature.slug, view)}>Back to the day</LinkButton>
        <PrintButton />
      </div>
      <RanSheet
        organisation={organisation.name}
        feature={feature}
        view={view}
        running={sheet.running}
        findings={sheet.findings}
        request={`${publicUrl()}${sheet.request}`}
        digest={sheet.digest}
        madeBy={user.name}
        madeAt={present.toISOString()}
      />
    </main>
  );
}
