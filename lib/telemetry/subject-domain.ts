import type { FeedbackItem } from "./feedback-schema.ts";
import type { InteractionAnswer, InteractionNode } from "./schema.ts";

/** Where senders put the provider's id of an answer. */
const responseIdNames = ["gen_ai.response.id", "ai.response.id", "llm.response.id"];

/** Every span of a tree, parents before their children. */
export function spansOf(tree: readonly InteractionNode[]): InteractionNode[] {
  const found: InteractionNode[] = [];
  const open = tree.toReversed();
  for (let node = open.pop(); node; node = open.pop()) {
    found.push(node);
    open.push(...node.children.toReversed());
  }
  return found;
}

/** The provider's id of the answer that a span carried, or null. */
export function responseIdOf({ content }: Pick<InteractionNode, "content">): string | null {
  for (const name of responseIdNames) {
    const value = content?.attributes[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}

/** What feedback and evaluation results may name of an interaction. */
export function subjectOf({ id, environment, unitValue, tree }: InteractionAnswer) {
  const spans = spansOf(tree);
  const responseIds = spans.map(responseIdOf).filter((one) => one !== null);
  return {
    id,
    environment,
    unitValue,
    traceIds: [...new Set(spans.map((span) => span.traceId))],
    responseIds: [...new Set(responseIds)],
  };
}

/** Whether feedback speaks of this span and not of the interaction as a whole. */
export function speaksOf(
  feedback: Pick<FeedbackItem, "traceId" | "spanId" | "responseId">,
  span: Pick<InteractionNode, "traceId" | "spanId" | "content">,
): boolean {
  if (feedback.spanId !== null) return feedback.traceId === span.traceId && feedback.spanId === span.spanId;
  return feedback.responseId !== null && feedback.responseId === responseIdOf(span);
}
