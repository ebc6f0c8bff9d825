"use client";
import { useQuery } from "@tanstack/react-query";
import { Digest } from "#components/ui/code-block";
import { ErrorState } from "#components/ui/error-state";
import { Skeleton } from "#components/ui/skeleton";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { formatPercent } from "#lib/core/format";
import type { ArtifactDifference } from "#lib/versions/compare/compare-schema";
import { diffHref } from "#lib/versions/compare/diff-href";
import { kindNames } from "#lib/versions/domain";
import { comparisonOptions } from "#lib/versions/query-options";
import type { RollbackPlan } from "#lib/versions/schema";

type Props = { slug: string; plan: RollbackPlan; target: string };

/** What runs, what would run, and every artifact that changes back. */
export function RollbackChanges({ slug, plan, target }: Props) {
  const left = plan.current.find((share) => share.release !== target) ?? plan.current[0];
  if (!left) return null;
  return (
    <div className="rounded-md border border-line">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 px-3 py-2.5">
        <dt className="text-text-2">Runs now</dt>
        <dd className="flex flex-wrap items-center gap-x-2">
          {plan.current.map((share) => (
            <span key={share.release}>
              <Digest value={share.release} />
              {share.weight < 1 && <span className="text-text-2"> {formatPercent(share.weight)}</span>}
            </span>
          ))}
          {plan.since && (
            <span className="text-sm text-text-2">
              since <Time at={plan.since} />
            </span>
          )}
        </dd>
        <dt className="text-text-2">Goes back to</dt>
        <dd>
          <Digest value={target} />
        </dd>
      </dl>
      <ChangesBack slug={slug} from={left.release} to={target} />
    </div>
  );
}

function ChangesBack({ slug, from, to }: { slug: string; from: string; to: string }) {
  const { data, error } = useQuery(comparisonOptions(slug, from, to));
  if (error) return <ErrorState error={error} />;
  if (!data) return <Skeleton className="m-3 h-12" />;
  const changed = data.artifacts.filter((one) => one.change !== "same");
  return (
    <div className="border-line border-t px-3 py-2.5">
      <ul aria-label="What changes back" className="flex flex-col gap-1">
        {changed.map((one) => (
          <li key={`${one.kind} ${one.name}`} className="break-words">
            <span className="text-text-2">
              {kindNames[one.kind]} {one.name}
            </span>{" "}
            <ChangeWords change={one} />
          </li>
        ))}
      </ul>
      <TextLink href={diffHref(slug, from, to)} target="_blank" className="mt-2 inline-block" arrow>
        See the whole difference
      </TextLink>
    </div>
  );
}

/** "v13 to v12, which takes back: Shorter letters". */
export function ChangeWords({ change }: { change: ArtifactDifference }) {
  const { from, to, reasons, undone } = change;
  const last = reasons.at(-1)?.change;
  return (
    <>
      <span className="font-semibold">
        {from?.version ?? "none"} to {to?.version ?? "none"}
      </span>
      {last && (
        <span className="text-text-2">
          {undone ? ", which takes back: " : ": "}
          {last}
        </span>
      )}
    </>
  );
}
