import { formatCount, formatNumber, formatPercent } from "#lib/core/format";
import type { FindingsAnswer } from "#lib/versions/findings/findings-schema";

type Counts = Pick<FindingsAnswer, "calls" | "answers" | "agreeing" | "unanswered">;

/** Part of the calls up to which those that failed take nothing from the rest. */
const FEW = 0.01;

const failed = (count: number) => `${formatCount(count, "call")} failed before a model answered`;
const NOTHING_SHOWN = "so nothing shows which model ran";

/** Whether nearly all calls could be held against what was declared, and all of those agree. */
export const isAgreed = ({ calls, agreeing, unanswered }: Counts) =>
  agreeing > 0 && agreeing === calls - unanswered && unanswered < FEW * calls;

/** What a day without a difference showed, in a sentence; calls that failed before a model answered are named apart. */
export function agreementSentence({ calls, answers, agreeing, unanswered }: Counts): string {
  const held = calls - unanswered;
  if (held === 0) return `All ${failed(calls)}, ${NOTHING_SHOWN}.`;
  const before = unanswered === 0 ? "" : `${failed(unanswered)}. `;
  const all = `${formatNumber(held)} ${unanswered === 0 ? "calls" : "others"}`;
  const which =
    agreeing === held
      ? `All ${all}`
      : `${formatNumber(agreeing)} of ${all} (${formatPercent(agreeing / held)})`;
  const models =
    answers === 0
      ? "none of them asked a model"
      : answers === held
        ? "its models answered"
        : `its models gave the ${formatCount(answers, "answer")} among them`;
  return `${before}${which} carried the release that was declared, and ${models}.`;
}

/** The figures of any day: how many calls agree, by what, and how many could not show it. `calls` is above zero. */
export function agreementFigures({ calls, answers, agreeing, unanswered }: Counts): string {
  const held = calls - unanswered;
  if (held === 0) return `All ${failed(calls)}, ${NOTHING_SHOWN}.`;
  const models = answers === 0 ? "" : ` and, in ${formatCount(answers, "answer")}, by their model`;
  const more = unanswered === 0 ? "" : ` Beside them ${failed(unanswered)}.`;
  return `${formatNumber(agreeing)} of ${formatCount(held, "call")} (${formatPercent(agreeing / held)}) agree with what was declared, by their release${models}.${more}`;
}
