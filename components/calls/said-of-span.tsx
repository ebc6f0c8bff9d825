import type { InteractionFeedback } from "#lib/telemetry/feedback-schema";
import type { InteractionNode } from "#lib/telemetry/schema";
import { speaksOf } from "#lib/telemetry/subject-domain";
import { EvaluationLine, FeedbackLine } from "./feedback-words.tsx";

/** What people and evaluators said of one call; nothing when nobody did. */
export function SaidOfSpan({ span, said }: { span: InteractionNode; said: InteractionFeedback }) {
  const feedback = said.feedback.filter((one) => speaksOf(one, span));
  const evaluations = said.evaluations.filter((one) => speaksOf(one, span));
  if (feedback.length === 0 && evaluations.length === 0)
    return <p className="text-text-2">Nobody has said anything of this span.</p>;
  return (
    <>
      {feedback.map((item) => (
        <FeedbackLine key={item.id} item={item} />
      ))}
      {evaluations.map((item) => (
        <EvaluationLine key={`${item.at} ${item.name} ${item.score}`} item={item} />
      ))}
    </>
  );
}
