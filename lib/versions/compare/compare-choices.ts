import "server-only";
import { kindNames } from "#lib/versions/domain";
import { listArtifacts, listReleases } from "#lib/versions/release-queries";
import type { Comparison } from "./compare-schema.ts";
import { versionSpec } from "./diff-href.ts";

type Choice = { value: string; label: string; hint?: string };

/** What the sides of a comparison can be changed to: the newest releases, or the newest versions of its artifact. */
export async function choicesFor(
  featureId: number,
  { of, from, to, artifacts }: Comparison,
): Promise<Choice[]> {
  const choices =
    of === "releases" ? await releaseChoices(featureId) : await versionChoices(featureId, artifacts);
  const missing = [from, to].filter((side) => !choices.some((choice) => choice.value === side.spec));
  return [
    ...choices,
    ...missing.map(({ spec, release }) => ({ value: spec, label: release ? spec.slice(0, 12) : spec })),
  ];
}

/** New versions that the label of a release names. */
const NAMED = 2;

async function releaseChoices(featureId: number): Promise<Choice[]> {
  const { items } = await listReleases(featureId, { limit: 200 });
  return items.map(({ release, artifacts, createdAt, imported }) => {
    const changed = artifacts.filter((one) => one.isNew).map((one) => `${one.name} ${one.version}`);
    const fresh =
      changed.length > NAMED ? [...changed.slice(0, NAMED), `${changed.length - NAMED} more`] : changed;
    return {
      value: release,
      label: [release.slice(0, 12), ...fresh].join(" · "),
      hint: (imported?.committedAt ?? createdAt).slice(0, 10),
    };
  });
}

async function versionChoices(featureId: number, compared: Comparison["artifacts"]): Promise<Choice[]> {
  const { items } = await listArtifacts(featureId);
  return items
    .filter(({ kind, name }) => compared.some((one) => one.kind === kind && one.name === name))
    .flatMap(({ kind, name, versions }) =>
      versions.map(({ version, createdAt, committedAt }) => ({
        value: versionSpec({ kind, name, version }),
        label: `${kindNames[kind]} ${name} ${version}`,
        hint: (committedAt ?? createdAt).slice(0, 10),
      })),
    );
}
