"use client";
import { ArrowLeftRight } from "lucide-react";
import { useQueryStates } from "nuqs";
import { Button } from "#components/ui/button";
import { Combobox } from "#components/ui/combobox";
import { CsvLink } from "#components/ui/csv-link";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { Switch } from "#components/ui/switch";
import { type ComparedFeature, compareChecks } from "#lib/portfolio/compare-domain";
import { comparisonCsvHref } from "#lib/portfolio/query-options";
import { CompareChecks } from "./compare-checks.tsx";
import { CompareFacts } from "./compare-facts.tsx";
import { compareParams } from "./compare-params.tsx";

export type CompareScreenProps = {
  features: readonly { slug: string; name: string; team: string | null }[];
  left: ComparedFeature | null;
  right: ComparedFeature | null;
};

/** One sentence about the two, to be read aloud. */
function sentenceOf(left: ComparedFeature, right: ComparedFeature, differences: number): string {
  const met = ({ feature }: ComparedFeature) => `${feature.name} meets ${feature.met} of 6`;
  const apart =
    differences === 0
      ? "No check stands differently"
      : `${differences} ${differences === 1 ? "check stands" : "checks stand"} differently`;
  return `${met(left)}, ${met(right)}. ${apart}.`;
}

/** Two features beside each other. Which two is in the address, so that a comparison can be sent to somebody. */
export function CompareScreen({ features, left, right }: CompareScreenProps) {
  const [params, setParams] = useQueryStates(compareParams, { history: "replace", shallow: false });
  const options = features.map(({ slug, name, team }) => ({
    value: slug,
    label: name,
    ...(team && { hint: team }),
  }));
  const groups = compareChecks(left?.characteristics ?? null, right?.characteristics ?? null);
  const differences = groups.flatMap(({ checks }) => checks).filter((check) => check.differs).length;
  const both = left !== null && right !== null;
  const known = (slug: string) => (options.some((option) => option.value === slug) ? slug : null);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Portfolio", href: "/" }, { label: "Compare" }]}
        title={both ? `${left.feature.name} and ${right.feature.name}` : "Compare two features"}
        sentence={both ? sentenceOf(left, right, differences) : "Choose the two to see them side by side."}
      />
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <div className="w-64 max-sm:w-full">
          <Combobox
            aria-label="First feature"
            placeholder="First feature"
            options={options}
            value={known(params.a)}
            onChange={(a) => void setParams({ a })}
          />
        </div>
        <Button
          aria-label="Swap the two"
          onClick={() => void setParams({ a: params.b || null, b: params.a || null })}
        >
          <ArrowLeftRight size={14} aria-hidden="true" />
          Swap
        </Button>
        <div className="w-64 max-sm:w-full">
          <Combobox
            aria-label="Second feature"
            placeholder="Second feature"
            options={options}
            value={known(params.b)}
            onChange={(b) => void setParams({ b })}
          />
        </div>
        {both && (
          <div className="ml-auto flex items-center gap-3">
            <CsvLink href={comparisonCsvHref(left.feature.slug, right.feature.slug)} />
            <Switch
              label="Only what differs"
              checked={params.diff}
              onChange={(diff) => void setParams({ diff: diff || null }, { shallow: true })}
            />
          </div>
        )}
      </div>
      {left === null && right === null ? (
        <EmptyState title="Nothing to compare yet">
          Type a feature’s name into each of the two fields. From the portfolio the key c brings one along.
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          <CompareFacts left={left} right={right} />
          <CompareChecks
            groups={groups}
            names={[left?.feature.name ?? null, right?.feature.name ?? null]}
            onlyDifferences={params.diff && both}
          />
        </div>
      )}
    </>
  );
}
