import { ChevronRight } from "lucide-react";
import { statusWord } from "#components/ui/status";
import { StripCellMark } from "#components/ui/strip-cell";
import { TextLink } from "#components/ui/text-link";
import {
  type Characteristic,
  cellStatus,
  characteristicSentence,
  characteristicWords,
} from "#lib/scorecard/domain";
import { CheckRow } from "./check-row.tsx";
import { checksSummary, firstFix } from "./panel-words.ts";

export type CharacteristicPanelProps = {
  characteristic: Characteristic;
  open: boolean;
  onToggle: (open: boolean) => void;
  /** The id of the check that the address names. */
  target: string | null;
};

/** One line that opens: what is met, and what has no evidence at all, stay closed until they are asked for. */
export function CharacteristicPanel({ characteristic, open, onToggle, target }: CharacteristicPanelProps) {
  const { key, checks } = characteristic;
  const status = cellStatus(characteristic);
  const { name } = characteristicWords[key];
  const fix = open ? null : firstFix(characteristic);
  return (
    <section
      id={key}
      aria-label={name}
      className="relative min-w-0 scroll-mt-16 overflow-clip rounded-lg border border-line bg-surface shadow-sm"
    >
      <details open={open} onToggle={(event) => onToggle(event.currentTarget.open)} className="group/panel">
        <summary
          data-step=""
          className="flex list-none items-start gap-3 px-3.5 py-3 hover:bg-sunken focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden"
        >
          <StripCellMark cell={{ key, status }} size={22} aria-hidden="true" />
          <div className={fix ? "min-w-0 flex-1 max-sm:pb-6 sm:pr-40" : "min-w-0 flex-1"}>
            <h2 className="font-semibold">{name}</h2>
            <p className="break-words text-text-2">
              {characteristicSentence(characteristic)}{" "}
              {status !== "met" && <span className="text-sm text-text-3">{checksSummary(checks)}</span>}
            </p>
          </div>
          <span className="flex items-center gap-1 text-sm text-text-2">
            {statusWord[status]}
            <ChevronRight
              size={14}
              aria-hidden="true"
              data-no-print=""
              className="text-text-3 group-open/panel:rotate-90"
            />
          </span>
        </summary>
        <ul className="px-3.5 pb-1 sm:pl-12">
          {checks.map((check) => (
            <CheckRow key={check.id} characteristic={key} check={check} target={target} />
          ))}
        </ul>
      </details>
      {fix && (
        // Beside the line and not in it: a link inside of what opens the panel could be reached by neither.
        <TextLink
          href={fix.href}
          arrow
          className="absolute bottom-3 text-sm max-sm:left-[46px] sm:right-[calc(0.875rem+18px)]"
        >
          {fix.label}
        </TextLink>
      )}
    </section>
  );
}
