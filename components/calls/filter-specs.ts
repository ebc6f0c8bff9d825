import { type FacetName, facetNames } from "#lib/telemetry/explorer-answers-schema";
import type { Level } from "#lib/telemetry/filters-schema";

/** How each facet is called on screen. */
export const facetLabels: Record<FacetName, string> = {
  feature: "Feature",
  environment: "Environment",
  operation: "Operation",
  provider: "Provider",
  model: "Model",
  release: "Release",
  attempt: "Attempt",
  status: "Status",
  errorType: "Error type",
  serviceTier: "Service tier",
  service: "Service",
  agent: "Agent",
  prompt: "Prompt",
  promptVersion: "Prompt version",
  name: "Name or tool",
  priced: "Priced",
};

/** What is always in sight; the others are one press away, and stay in sight once they narrow. */
const first: Record<Level, readonly FacetName[]> = {
  calls: ["feature", "environment", "operation", "model", "status", "attempt"],
  interactions: ["feature", "environment", "release"],
};

const known: Record<Level, readonly FacetName[]> = {
  calls: facetNames,
  interactions: first.interactions,
};

/** Facets in the order in which they narrow: those in sight, and the rest. */
export function facetsOnScreen(
  level: Level,
  {
    all,
    narrowing,
    values,
  }: { all: boolean; narrowing: (name: FacetName) => boolean; values: (name: FacetName) => number },
): { inSight: FacetName[]; rest: FacetName[] } {
  const possible = known[level].filter((name) => name !== "feature" || all);
  // A filter with one value to choose narrows nothing.
  const inSight = possible.filter(
    (name) => narrowing(name) || (first[level].includes(name) && (name === "status" || values(name) > 1)),
  );
  return { inSight, rest: possible.filter((name) => !inSight.includes(name)) };
}
