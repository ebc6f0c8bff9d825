import {
  type Characteristic,
  type CharacteristicKey,
  type Check,
  characteristicKeys,
} from "#lib/scorecard/domain";
import type { Segment } from "#lib/versions/schema";
import type { PortfolioFeature } from "./schema.ts";

/** What a comparison shows of one feature. */
export type ComparedFeature = {
  feature: PortfolioFeature;
  characteristics: Characteristic[];
  /** Of its calls over 7 days. */
  latency: { p50: number | null; p95: number | null };
  running: Segment | null;
};

export type ComparedCheck = {
  key: CharacteristicKey;
  id: string;
  title: string;
  /** As each side has it; null where a side is missing. */
  sides: readonly [Check | null, Check | null];
  differs: boolean;
};

/** The checks of two features beside each other, by characteristic in the fixed order. Only a status makes a difference. */
export function compareChecks(
  left: readonly Characteristic[] | null,
  right: readonly Characteristic[] | null,
): { key: CharacteristicKey; checks: ComparedCheck[] }[] {
  const of = (side: readonly Characteristic[] | null, key: CharacteristicKey) =>
    side?.find((one) => one.key === key)?.checks ?? [];
  return characteristicKeys.map((key) => {
    const [one, other] = [of(left, key), of(right, key)];
    const ids = [...new Set([...one, ...other].map((check) => check.id))];
    const checks = ids.map((id): ComparedCheck => {
      const find = (list: readonly Check[]) => list.find((check) => check.id === id) ?? null;
      const [a, b] = [find(one), find(other)];
      const differs = left !== null && right !== null && a?.status !== b?.status;
      return { key, id, title: a?.title ?? b?.title ?? id, sides: [a, b], differs };
    });
    return { key, checks };
  });
}
