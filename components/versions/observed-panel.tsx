import { Panel } from "#components/ui/panel";
import { formatNumber } from "#lib/core/format";
import type { FindingsAnswer } from "#lib/versions/findings/findings-schema";
import { FindingsList } from "./findings-list.tsx";
import { ObservedHours } from "./observed-hours.tsx";
import type { RecordDeploymentProps } from "./record-deployment-dialog.tsx";
import { countedWords } from "./segment-words.ts";

/** What was declared beside what telemetry showed: the differences first, then all of it by hour. */
export function ObservedPanel({
  answer,
  zone,
  record,
}: {
  answer: FindingsAnswer;
  zone: string;
  /** For those who may record what a finding says ran. */
  record?: RecordDeploymentProps;
}) {
  const { calls, agreeing, unanswered, observed } = answer;
  const failed = unanswered > 0 ? `, ${formatNumber(unanswered)} failed without an answer` : "";
  const counted = countedWords(answer.interval, zone);
  const aside =
    calls > 0
      ? `${formatNumber(agreeing)} of ${formatNumber(calls - unanswered)} calls as declared, by what is known now${failed}`
      : undefined;
  return (
    <Panel title="Declared beside observed" aside={aside} flush>
      <FindingsList answer={answer} record={record} />
      {observed.length > 0 && (
        <div className="border-line border-t px-3.5 py-3">
          {counted && <p className="mb-2 text-sm text-text-2">{counted}</p>}
          <ObservedHours answer={answer} zone={zone} />
        </div>
      )}
    </Panel>
  );
}
