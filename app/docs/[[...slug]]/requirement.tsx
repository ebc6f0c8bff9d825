import type { ReactNode } from "react";
import { criteria } from "#lib/scorecard/criteria";
import { characteristicKeys } from "#lib/scorecard/domain";

/** Under the heading of a check: what the criteria that judge ask for, in their own words. */
export function requirementBelow(slug: string): (title: string) => ReactNode {
  const key = characteristicKeys.find((candidate) => slug === `checks/${candidate}`);
  return (title) => {
    const check = key && criteria.checks[key].find((candidate) => candidate.title === title);
    if (!check) return null;
    return (
      <p className="rounded-md border border-line bg-surface px-3 py-2">
        <span className="font-semibold">Met when: </span>
        {check.requirement}
      </p>
    );
  };
}
