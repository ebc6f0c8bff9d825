"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { OnCallPerson } from "#components/on-call/on-call-person";
import { type LinkTab, LinkTabs } from "#components/ui/link-tabs";
import { PageHeader } from "#components/ui/page-header";
import { SixCellStrip } from "#components/ui/six-cell-strip";
import { SkeletonHeader } from "#components/ui/skeleton";
import { characteristicName } from "#components/ui/status";
import { Verdict } from "#components/ui/verdict";
import { featureOptions } from "#lib/portfolio/query-options";
import type { PortfolioFeature } from "#lib/portfolio/schema";
import { FeatureActions } from "./feature-actions.tsx";

export type FeatureHeaderProps = {
  slug: string;
  canWrite: boolean;
  /** The public address of this installation, for links that are sent to others. */
  baseUrl: string;
};

/** What every tab of a feature stands under. Reads again by itself, so that a check that turned shows. */
export function FeatureHeader({ slug, canWrite, baseUrl }: FeatureHeaderProps) {
  const { data: feature } = useQuery({ ...featureOptions(slug), refetchInterval: 30_000 });
  const editing = usePathname() === `/features/${slug}/edit`;
  if (!feature) return <SkeletonHeader />;
  const tabs = tabsOf(feature);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Portfolio", href: "/" }, { label: feature.name }]}
        title={feature.name}
        mark={
          <>
            <SixCellStrip cells={feature.cells} />
            {feature.onCall && <OnCallMark onCall={feature.onCall} />}
          </>
        }
        sentence={
          <>
            <Verdict verdict={feature.verdict}>{feature.sentence.lead}</Verdict> {feature.sentence.rest}
          </>
        }
        actions={
          // The edit form brings actions of its own, and no key may leave what was typed there.
          !editing && (
            <FeatureActions
              slug={slug}
              canWrite={canWrite}
              baseUrl={baseUrl}
              tabs={tabs.map(({ href }) => href)}
            />
          )
        }
      />
      <LinkTabs label={feature.name} tabs={tabs} />
    </>
  );
}

/** Who is on call now, on every tab. */
function OnCallMark({ onCall }: { onCall: NonNullable<PortfolioFeature["onCall"]> }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 text-sm text-text-2">
      <OnCallPerson onCall={onCall} /> on call
    </span>
  );
}

function tabsOf(feature: PortfolioFeature): LinkTab[] {
  const base = `/features/${feature.slug}`;
  return [
    { label: "Scorecard", href: base, exact: true },
    ...feature.cells.map(({ key, status }) => ({
      label: characteristicName[key],
      href: `${base}/${key}`,
      status,
    })),
    { label: "Calls", href: `${base}/calls`, covers: `${base}/interactions` },
  ];
}
