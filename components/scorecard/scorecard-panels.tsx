"use client";
import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "#components/ui/error-state";
import { Time } from "#components/ui/time";
import { type Characteristic, characteristicKeys } from "#lib/scorecard/domain";
import { scorecardOptions } from "#lib/scorecard/query-options";
import { CharacteristicPanel } from "./characteristic-panel.tsx";
import { opensByItself } from "./panel-words.ts";
import { useCheckShortcuts } from "./use-check-shortcuts.ts";
import { usePanels } from "./use-panels.ts";

/** The six characteristics with their checks, as judged a moment ago. */
export function ScorecardPanels({ slug }: { slug: string }) {
  const { data, error, isPending, isFetching, refetch } = useQuery(scorecardOptions(slug));
  const { chosen, target, set } = usePanels();
  const isOpen = (item: Characteristic) => chosen[item.key] ?? opensByItself(item);
  useCheckShortcuts(() => set(characteristicKeys, !data?.characteristics.every(isOpen)));
  if (isPending) {
    return (
      <>
        {characteristicKeys.map((key) => (
          <div key={key} className="h-[66px] rounded-lg border border-line bg-surface shadow-sm" />
        ))}
      </>
    );
  }
  if (!data) {
    return <ErrorState error={error} onRetry={() => void refetch()} pending={isFetching} />;
  }
  return (
    <>
      {data.characteristics.map((characteristic) => (
        <CharacteristicPanel
          key={characteristic.key}
          characteristic={characteristic}
          open={isOpen(characteristic)}
          onToggle={(open) => set([characteristic.key], open)}
          target={target}
        />
      ))}
      <p className="text-sm text-text-2">
        Judged by criteria {data.criteria} on <Time at={data.evaluatedAt} precision="second" />. Inputs{" "}
        <code className="font-mono" title={data.inputDigest}>
          {data.inputDigest.slice(0, 12)}
        </code>
        .
      </p>
    </>
  );
}
