"use client";
import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "#components/ui/error-state";
import { Panel, SectionHeading } from "#components/ui/panel";
import { SkeletonPanel } from "#components/ui/skeleton";
import { statusWord } from "#components/ui/status";
import { TextLink } from "#components/ui/text-link";
import { cellStatus, characteristicWords } from "#lib/scorecard/domain";
import { scorecardOptions } from "#lib/scorecard/query-options";
import { CheckRow } from "./check-row.tsx";
import { guidanceOf } from "./guidance.tsx";
import { useCheckShortcuts } from "./use-check-shortcuts.ts";
import { usePanels } from "./use-panels.ts";

export type CharacteristicScreenProps = {
  slug: string;
  characteristic: "quality" | "failures" | "audit";
  /** What each check asks for, by its id. */
  requirements: Record<string, string>;
};

/** The tab of a characteristic: its question, its checks with what they ask for, and what can and cannot be known. */
export function CharacteristicScreen({ slug, characteristic: key, requirements }: CharacteristicScreenProps) {
  const { data, error, isPending, isFetching, refetch } = useQuery(scorecardOptions(slug));
  useCheckShortcuts();
  const { target } = usePanels();
  const { name, question } = characteristicWords[key];
  const found = data?.characteristics.find((one) => one.key === key);
  return (
    <div className="grid gap-3">
      <SectionHeading
        title={name}
        sentence={question}
        actions={
          <TextLink href={`/docs/checks/${key}`} arrow>
            How to meet each check
          </TextLink>
        }
      />
      {isPending && <SkeletonPanel lines={12} />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} pending={isFetching} />}
      {found && (
        <Panel title="Checks" aside={statusWord[cellStatus(found)]} flush>
          <ul data-checks="" className="-mt-px px-3.5 pb-1">
            {found.checks.map((check) => (
              <CheckRow
                key={check.id}
                characteristic={key}
                check={check}
                requirement={requirements[check.id]}
                target={target}
              />
            ))}
          </ul>
        </Panel>
      )}
      <div className="grid items-start gap-3 lg:grid-cols-2">
        {guidanceOf(key, slug).map((part) => (
          <Panel key={part.title} title={part.title} id={part.id} className="scroll-mt-16">
            <div className="flex flex-col gap-3 text-text-2">{part.body}</div>
          </Panel>
        ))}
      </div>
    </div>
  );
}
