"use client";
import { useQuery } from "@tanstack/react-query";
import { CheckRow } from "#components/scorecard/check-row";
import { Panel } from "#components/ui/panel";
import { SkeletonPanel } from "#components/ui/skeleton";
import { statusWord } from "#components/ui/status";
import { cellStatus } from "#lib/scorecard/domain";
import { scorecardOptions } from "#lib/scorecard/query-options";

/** The checks of ownership beside what they judge; they are read again after each change here. */
export function OwnershipChecks({
  slug,
  requirements,
}: {
  slug: string;
  requirements: Record<string, string>;
}) {
  const { data } = useQuery(scorecardOptions(slug));
  const found = data?.characteristics.find((one) => one.key === "ownership");
  if (!found) return <SkeletonPanel lines={6} />;
  return (
    <Panel title="Checks" aside={statusWord[cellStatus(found)]} flush>
      <ul data-checks="" className="-mt-px px-3.5 pb-1">
        {found.checks.map((check) => (
          <CheckRow
            key={check.id}
            characteristic="ownership"
            check={check}
            requirement={requirements[check.id]}
          />
        ))}
      </ul>
    </Panel>
  );
}
