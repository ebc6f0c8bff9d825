import "server-only";
import type { Principal } from "#lib/auth/domain";
import type { ListedFeature } from "#lib/features/queries";
import { characteristicKeys, verdictOf } from "#lib/scorecard/domain";
import { readChecks } from "#lib/scorecard/list-falls";
import { countVerdictWeeks } from "#lib/scorecard/verdict-days";
import {
  type EndingCheck,
  type ErodedFeature,
  type PortfolioChanges,
  type PortfolioTrend,
  TREND_WEEKS,
} from "./changes-schema.ts";
import { type Evidence, endsOf, readEvidence } from "./queries.ts";
import { renewalOf } from "./renewal.ts";

const named = ({ slug, name, owner }: ListedFeature) => ({ slug, name, team: owner?.team.name ?? null });

async function erodedOf({ features, cards, falls }: Evidence): Promise<ErodedFeature[]> {
  const checks = await readChecks(
    [...falls].flatMap(([featureId, fallen]) => fallen.map(({ path }) => ({ featureId, path }))),
  );
  const found = features.flatMap((feature): (ErodedFeature & { last: number })[] => {
    const fallen = (falls.get(feature.id) ?? []).flatMap((fall) => {
      const check = checks.get(`${feature.id} ${fall.path}`);
      const key = characteristicKeys.find((one) => fall.path.startsWith(`${one}.`));
      if (!check || !key) return [];
      const { id, title, status, because, fix } = check;
      return { key, id, title, status, because, fix, at: fall.at };
    });
    const [first] = fallen;
    if (!first) return [];
    const cells = characteristicKeys.map((key, index) => ({
      key,
      status: cards.get(feature.id)?.cells[index] ?? ("unknown" as const),
    }));
    const met = cells.filter((cell) => cell.status === "met").length;
    const verdict = verdictOf(met, feature.lifecycle);
    return [{ feature: named(feature), verdict, cells, checks: fallen, last: Date.parse(first.at) }];
  });
  return found.sort((a, b) => b.last - a.last).map(({ last: _, ...feature }) => feature);
}

function goingStaleOf(evidence: Evidence, now: Date): EndingCheck[] {
  return endsOf(evidence, now)
    .map(({ feature, end }) => ({
      feature: named(feature),
      ...end,
      fix: renewalOf(feature.slug, end.key, end.id),
    }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** What eroded in the last 7 days and what goes stale in the next 30, of the features in use that the principal may read. */
export async function readChanges(
  principal: Principal,
  now: Date,
  read = readEvidence(principal, now),
): Promise<PortfolioChanges> {
  const evidence = await read;
  const goingStale = goingStaleOf(evidence, now);
  const until = now.getTime() + 30 * 86_400_000;
  const ending = evidence.features
    .filter((feature) => feature.lifecycle !== "retired")
    .flatMap((feature) => evidence.cards.get(feature.id)?.ends ?? [])
    .filter(({ at }) => Date.parse(at) > now.getTime() && Date.parse(at) <= until);
  return {
    eroded: await erodedOf(evidence),
    goingStale,
    keptByTraffic: ending.length - goingStale.length,
  };
}

/** How the features stood week by week; of its own feature for a key that is bound to one. */
export async function readTrend(principal: Principal, now: Date): Promise<PortfolioTrend> {
  const featureId = principal.kind === "key" ? principal.featureId : null;
  return { items: await countVerdictWeeks(featureId, TREND_WEEKS, now) };
}
