"use client";
import { useMutation } from "@tanstack/react-query";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Textarea } from "#components/ui/textarea";
import { toast } from "#components/ui/toaster";
import { postFeedback } from "#lib/telemetry/feedback-query-options";
import { COMMENT_MAX, type FeedbackInput, type FeedbackItem } from "#lib/telemetry/feedback-schema";

export type FeedbackTarget = Pick<FeedbackInput, "interaction" | "traceId" | "spanId" | "environment">;

type Props = {
  slug: string;
  target: FeedbackTarget;
  /** What the reviewer said before of the same: sending again corrects it. */
  before: FeedbackItem | null;
  /** Said under the comment: what becomes of it. */
  keepsComments: boolean;
  onSaved: () => Promise<unknown>;
};

type Thumb = "up" | "down";

/** A reviewer's thumbs, a category and a comment. */
export function FeedbackForm({ slug, target, before, keepsComments, onSaved }: Props) {
  const given = before?.rating?.kind === "thumbs" ? before.rating.value : null;
  const [thumb, setThumb] = useState<Thumb | null>(given);
  const [label, setLabel] = useState(before?.label ?? "");
  const [comment, setComment] = useState(before?.comment ?? "");
  const send = useMutation({
    mutationFn: () =>
      postFeedback(slug, {
        ...target,
        ...(before ? { id: before.id } : {}),
        ...(thumb ? { rating: { kind: "thumbs", value: thumb } } : {}),
        ...(label.trim() ? { label } : {}),
        ...(comment.trim() ? { comment } : {}),
      }),
    onSuccess: async ({ warnings }) => {
      setComment("");
      await onSaved();
      if (warnings.length > 0) toast.done("Feedback saved", warnings.join(" "));
      else toast.done("Feedback saved");
    },
  });
  const choice = (value: Thumb, word: string, Icon: typeof ThumbsUp) => (
    <Button
      size="sm"
      aria-pressed={thumb === value}
      onClick={() => setThumb(thumb === value ? null : value)}
      className={thumb === value ? "border-accent! text-accent!" : undefined}
    >
      <Icon size={14} aria-hidden="true" />
      {word}
    </Button>
  );
  return (
    <form
      aria-label="Your feedback"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <ProblemSummary error={send.error} />
      <fieldset className="flex items-center gap-2">
        <legend className="sr-only">Rating</legend>
        {choice("up", "Good", ThumbsUp)}
        {choice("down", "Bad", ThumbsDown)}
      </fieldset>
      <Field label="Category" optional error={fieldErrors(send.error, "label")}>
        <Input
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          maxLength={100}
          placeholder="wrong account"
        />
      </Field>
      {keepsComments && (
        <Field
          label="Comment"
          optional
          hint="Kept and read as messages are."
          error={fieldErrors(send.error, "comment")}
        >
          <Textarea
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            maxLength={COMMENT_MAX}
            rows={3}
          />
        </Field>
      )}
      <div>
        <Button
          type="submit"
          size="sm"
          pending={send.isPending}
          disabled={!thumb && !label.trim() && !comment.trim()}
        >
          {before ? "Correct feedback" : "Add feedback"}
        </Button>
      </div>
    </form>
  );
}
