import type { FacetName, FacetValue } from "#lib/telemetry/explorer-answers-schema";
import type { CallFilters } from "#lib/telemetry/filters-schema";

/** Calls of a period that share everything that they can be narrowed by. */
export type CallGroup = {
  /** A feature's slug, or "_unregistered", and its name. */
  feature: string;
  featureName: string;
  environment: string;
  operation: string;
  provider: string | null;
  requestModel: string | null;
  responseModel: string | null;
  release: string | null;
  attempt: string;
  status: string;
  errorType: string | null;
  serviceTier: string | null;
  service: string | null;
  agent: string | null;
  prompt: string | null;
  promptVersion: string | null;
  name: string;
  calls: number;
  /** Of them billable with a price, and billable without one. */
  priced: number;
  unpriced: number;
};

type Filters = CallFilters & { feature?: string | undefined };

/** The values of a group under a facet, each with its calls. A call has two models when it was answered by another one. */
const valuesOf: Record<FacetName, (group: CallGroup) => [value: string | null, calls: number][]> = {
  feature: (group) => [[group.feature, group.calls]],
  environment: (group) => [[group.environment, group.calls]],
  operation: (group) => [[group.operation, group.calls]],
  provider: (group) => [[group.provider, group.calls]],
  model: (group) =>
    [...new Set([group.requestModel, group.responseModel])].map((model) => [model, group.calls]),
  release: (group) => [[group.release ?? "none", group.calls]],
  attempt: (group) => [[group.attempt, group.calls]],
  status: (group) => [[group.status, group.calls]],
  errorType: (group) => [[group.errorType, group.calls]],
  serviceTier: (group) => [[group.serviceTier, group.calls]],
  service: (group) => [[group.service, group.calls]],
  agent: (group) => [[group.agent, group.calls]],
  prompt: (group) => [[group.prompt, group.calls]],
  promptVersion: (group) => [[group.promptVersion, group.calls]],
  name: (group) => [[group.name, group.calls]],
  priced: (group) => [
    ["yes", group.priced],
    ["no", group.unpriced],
  ],
};

function passes(group: CallGroup, facet: FacetName, filters: Filters): boolean {
  const chosen: string | readonly string[] | undefined = filters[facet];
  if (chosen === undefined) return true;
  const asked = typeof chosen === "string" ? [chosen] : chosen;
  const has = valuesOf[facet](group).flatMap(([value, calls]) =>
    value === null || calls === 0 ? [] : [value],
  );
  if (facet !== "release") return has.some((value) => asked.includes(value));
  const begins = (release: string, digest: string) =>
    digest.startsWith(release) || release.startsWith(digest);
  return has.some((value) =>
    asked.some((release) => release === value || (value !== "none" && begins(release, value))),
  );
}

function passesText(group: CallGroup, q: string | undefined): boolean {
  if (q === undefined) return true;
  const texts = [
    group.name,
    group.requestModel,
    group.responseModel,
    group.agent,
    group.prompt,
    group.service,
  ];
  return texts.some((text) => text?.toLowerCase().startsWith(q.toLowerCase()));
}

/** The calls of a group that pass, once they are known to pass as a group: with `priced` only a part of them does. */
function counted(group: CallGroup, facet: FacetName, calls: number, { priced }: Filters): number {
  if (priced === undefined || facet === "priced") return calls;
  return priced === "yes" ? group.priced : group.unpriced;
}

/** For each facet the values that occur under all the other filters, with their calls, most first. */
export function facetsOf(groups: readonly CallGroup[], filters: Filters): Record<FacetName, FacetValue[]> {
  const names = Object.keys(valuesOf) as FacetName[];
  const sums = new Map(names.map((name) => [name, new Map<string, FacetValue>()]));
  for (const group of groups) {
    if (!passesText(group, filters.q)) continue;
    const failed = names.filter((name) => !passes(group, name, filters));
    if (failed.length > 1) continue;
    for (const name of failed.length === 1 ? failed : names) {
      for (const [value, calls] of valuesOf[name](group)) {
        const more = counted(group, name, calls, filters);
        if (value === null || more === 0) continue;
        const label = name === "feature" ? { label: group.featureName } : {};
        const sum = sums.get(name)?.get(value);
        if (sum) sum.calls += more;
        else sums.get(name)?.set(value, { value, ...label, calls: more });
      }
    }
  }
  const sorted = names.map((name) => [
    name,
    [...(sums.get(name)?.values() ?? [])].sort((a, b) => b.calls - a.calls || (a.value < b.value ? -1 : 1)),
  ]);
  return Object.fromEntries(sorted) as Record<FacetName, FacetValue[]>;
}
