import type { Metadata } from "next";
import { Disclosure } from "#components/ui/disclosure";
import { EmptyState } from "#components/ui/empty-state";
import { LinkButton } from "#components/ui/link-button";
import { Panel } from "#components/ui/panel";
import { ArtifactDifferencePanel } from "#components/versions/artifact-difference";
import { CompareHeading } from "#components/versions/compare-heading";
import { ComparePicker } from "#components/versions/compare-picker";
import { requireUser } from "#lib/auth/session";
import { publicUrl } from "#lib/core/env";
import { AppError } from "#lib/core/errors";
import { orNotFound } from "#lib/core/or-not-found";
import type { SearchParams } from "#lib/core/search-params";
import { requireFeature } from "#lib/features/queries";
import { compareVersions } from "#lib/versions/compare/compare";
import { choicesFor } from "#lib/versions/compare/compare-choices";
import { compareQuery } from "#lib/versions/compare/compare-schema";
import { kindNames } from "#lib/versions/domain";

export const metadata: Metadata = { title: "Compare versions" };

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** The comparison, or why there is none: a side that there is not is no reason to lose the screen. */
async function read(featureId: number, asked: unknown) {
  const query = compareQuery.safeParse(asked);
  if (!query.success) return "Choose two releases, or two versions of an artifact.";
  try {
    return await compareVersions(featureId, query.data.from, query.data.to);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

export default async function ComparePage({ params, searchParams }: Props) {
  const user = await requireUser();
  const feature = await orNotFound(requireFeature(user, (await params).slug));
  const { slug } = feature;
  const found = await read(feature.id, await searchParams);
  if (typeof found === "string")
    return (
      <EmptyState
        title="Nothing to compare"
        actions={<LinkButton href={`/features/${slug}/versions`}>Choose from the releases</LinkButton>}
      >
        {found}
      </EmptyState>
    );
  const { from, to } = found;
  const options = await choicesFor(feature.id, found);
  const changed = found.artifacts.filter((one) => one.change !== "same" || found.of === "versions");
  const same = found.artifacts.filter((one) => !changed.includes(one));
  return (
    <div className="flex flex-col gap-3">
      <CompareHeading comparison={found} />
      <ComparePicker slug={slug} from={from.spec} to={to.spec} options={options} url={publicUrl()} />
      {changed.map((difference) => (
        <ArtifactDifferencePanel
          key={`${difference.kind} ${difference.name} ${from.spec} ${to.spec}`}
          slug={slug}
          difference={difference}
        />
      ))}
      {same.length > 0 && (
        <Panel>
          <Disclosure summary={`${same.length} the same in both`}>
            <ul className="text-text-2">
              {same.map((one) => (
                <li key={`${one.kind} ${one.name}`}>
                  {kindNames[one.kind]} {one.name} {one.to?.version}
                </li>
              ))}
            </ul>
          </Disclosure>
        </Panel>
      )}
    </div>
  );
}
