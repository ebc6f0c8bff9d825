import { MessageSquare, Minus, Star, ThumbsDown, ThumbsUp } from "lucide-react";
import { Time } from "#components/ui/time";
import { leaning, ratingInWords } from "#lib/telemetry/feedback-domain";
import type { EvaluationBeside, FeedbackItem } from "#lib/telemetry/feedback-schema";

function RatingIcon({ item }: { item: FeedbackItem }) {
  const { rating, score } = item;
  const way = score === null ? null : leaning(score);
  const colour = way === "up" ? "text-met" : way === "down" ? "text-unmet" : "text-text-2";
  const Icon = !rating
    ? MessageSquare
    : rating.kind === "stars"
      ? Star
      : way === "up"
        ? ThumbsUp
        : way === "down"
          ? ThumbsDown
          : Minus;
  return <Icon size={14} aria-hidden="true" className={`mt-[3px] shrink-0 ${colour}`} />;
}

/** One thing that somebody said: the rating as it was given, who said it and when. */
export function FeedbackLine({ item, onSpan }: { item: FeedbackItem; onSpan?: () => void }) {
  const { rating, label, comment, hasComment, source, createdBy, endUser, revision } = item;
  const said = [rating && ratingInWords(rating), label].filter(Boolean).join(" · ");
  return (
    <div className="flex gap-2">
      <RatingIcon item={item} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap justify-between gap-x-3">
          <span className="font-medium">{said || "comment"}</span>
          <span className="text-sm text-text-2">
            <Time at={item.at} />
          </span>
        </p>
        {comment !== null && <p className="whitespace-pre-wrap break-words">{comment}</p>}
        {comment === null && hasComment && <p className="text-sm text-text-2">A comment was written.</p>}
        <p className="text-sm text-text-2">
          {source === "reviewer"
            ? `${createdBy}, reviewer`
            : `End user${endUser ? ` ${endUser}` : ""}, sent by ${createdBy}`}
          {revision > 1 && `, corrected ${revision - 1} ${revision === 2 ? "time" : "times"}`}
          {onSpan && (
            <>
              {" · "}
              <button
                type="button"
                onClick={onSpan}
                className="rounded-sm font-semibold text-accent hover:underline"
              >
                the call
              </button>
            </>
          )}
        </p>
      </div>
    </div>
  );
}

/** What an evaluator measured of an answer. */
export function EvaluationLine({ item }: { item: EvaluationBeside }) {
  const { name, score, label, explanation, hasExplanation, source } = item;
  const value = [score === null ? null : String(score), label].filter((one) => one !== null).join(" · ");
  return (
    <div>
      <p className="flex flex-wrap justify-between gap-x-3">
        <span>
          <span className="font-medium">{name}</span> <span className="tnum">{value}</span>
        </span>
        <span className="text-sm text-text-2">
          <Time at={item.at} />
        </span>
      </p>
      {explanation !== null && <p className="whitespace-pre-wrap break-words text-text-2">{explanation}</p>}
      {explanation === null && hasExplanation && (
        <p className="text-sm text-text-2">An explanation is kept.</p>
      )}
      <p className="text-sm text-text-2">
        evaluator, sent {source === "span" ? "with the span" : "as a log record"}
      </p>
    </div>
  );
}
