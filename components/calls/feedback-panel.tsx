"use client";
import { Disclosure } from "#components/ui/disclosure";
import { Panel } from "#components/ui/panel";
import type { InteractionFeedback } from "#lib/telemetry/feedback-schema";
import type { InteractionNode } from "#lib/telemetry/schema";
import { speaksOf } from "#lib/telemetry/subject-domain";
import { FeedbackForm, type FeedbackTarget } from "./feedback-form.tsx";
import { upAndDown } from "./feedback-tally.ts";
import { EvaluationLine, FeedbackLine } from "./feedback-words.tsx";
import { spanKey } from "./waterfall-lines.ts";

type Props = {
  slug: string;
  said: InteractionFeedback;
  spans: readonly InteractionNode[];
  target: FeedbackTarget;
  mayGive: boolean;
  keepsComments: boolean;
  onSpan: (key: string) => void;
  /** Something was said: what is shown has to be read again. */
  onSaved: () => Promise<unknown>;
};

/** What people and evaluators said of the interaction and of its calls, and a reviewer's own word. */
export function FeedbackPanel({ slug, said, spans, target, mayGive, keepsComments, onSpan, onSaved }: Props) {
  const { feedback, evaluations, truncated } = said;
  const mine = feedback.find((one) => one.own && one.source === "reviewer" && one.spanId === null) ?? null;
  const spanOf = (item: InteractionFeedback["feedback"][number]) =>
    spans.find((span) => speaksOf(item, span));
  return (
    <Panel title="Feedback" aside={summary(said)}>
      <div className="flex flex-col gap-3">
        {feedback.length === 0 && evaluations.length === 0 && (
          <p className="text-text-2">Nobody has said anything of it yet.</p>
        )}
        {feedback.length > 0 && (
          <ul className="flex flex-col gap-3">
            {feedback.map((item) => {
              const span = spanOf(item);
              return (
                <li key={item.id}>
                  <FeedbackLine item={item} {...(span ? { onSpan: () => onSpan(spanKey(span)) } : {})} />
                </li>
              );
            })}
          </ul>
        )}
        {truncated && <p className="text-text-2">The newest 200 are shown.</p>}
        {evaluations.length > 0 && (
          <ul aria-label="Evaluation results" className="flex flex-col gap-2 border-line border-t pt-3">
            {evaluations.map((item) => (
              <li key={`${item.at} ${item.name} ${item.spanId} ${item.responseId} ${item.score}`}>
                <EvaluationLine item={item} />
              </li>
            ))}
          </ul>
        )}
        {mayGive && (
          <div className="border-line border-t pt-1">
            <Disclosure
              key={mine?.revision ?? 0}
              summary={mine ? "Correct your feedback" : "Add your feedback"}
            >
              {mine?.hasComment && mine.comment === null ? (
                <p className="text-text-2">
                  Show messages first, so that correcting does not lose your comment.
                </p>
              ) : (
                <FeedbackForm
                  slug={slug}
                  target={target}
                  before={mine}
                  keepsComments={keepsComments}
                  onSaved={onSaved}
                />
              )}
            </Disclosure>
          </div>
        )}
      </div>
    </Panel>
  );
}

function summary({ feedback, evaluations }: InteractionFeedback): string {
  const { up, down } = upAndDown(feedback);
  const rated = feedback.length > 0 ? `${up} up, ${down} down` : "";
  const measured = evaluations.length > 0 ? `${evaluations.length} measured` : "";
  return [rated, measured].filter(Boolean).join(" · ");
}
