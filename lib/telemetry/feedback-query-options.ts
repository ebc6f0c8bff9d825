import { queryOptions } from "@tanstack/react-query";
import { api } from "#lib/core/http";
import type { FeedbackInput, FeedbackReceipt, InteractionFeedback } from "./feedback-schema.ts";

/**
 * What people and evaluators said of one interaction. With `content` comments come too, and the answer is recorded as a
 * look: so it is never asked again by itself.
 */
export function interactionFeedbackOptions(
  slug: string,
  id: string,
  { environment, content }: { environment: string; content: boolean },
) {
  const query = new URLSearchParams({ environment, content: content ? "1" : "0" });
  const path = `/features/${slug}/interactions/${encodeURIComponent(id)}/feedback?${query}`;
  return queryOptions({
    queryKey: ["interaction", slug, id, environment, "feedback", content],
    queryFn: ({ signal }) => api<InteractionFeedback>("GET", path, undefined, signal),
    ...(content && {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
      retry: false,
      refetchOnMount: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    }),
  });
}

/** Gives feedback, or corrects it under the same id. Throws ProblemError. */
export function postFeedback(slug: string, body: FeedbackInput): Promise<FeedbackReceipt> {
  return api<FeedbackReceipt>("POST", `/features/${slug}/feedback`, body);
}
