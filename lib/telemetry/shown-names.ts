import { TOOL_OPERATION } from "./cost-of.ts";
import type { Redactor } from "./redact/redact.ts";

type Named = Names & { operation: string };
type Names = { name: string; agent: string | null; promptName: string | null; errorType: string | null };

/** Longer than any of them is kept. */
const LIMIT = 400;

/**
 * What senders call things, without personal data: lists, filters and files show it to every reader. A tool keeps its
 * name, which its price goes by.
 */
export function shownNames(named: Named, redactor: Redactor): Names {
  const { name, agent, promptName, errorType, operation } = named;
  const shown = (text: string | null) => (text === null ? null : redactor.text(text, LIMIT));
  return {
    name: operation === TOOL_OPERATION ? name : redactor.text(name, LIMIT),
    agent: shown(agent),
    promptName: shown(promptName),
    errorType: shown(errorType),
  };
}
