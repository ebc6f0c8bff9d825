import type { Redactor } from "./redact.ts";

type Names = { name: string; agent: string | null; promptName: string | null; errorType: string | null };

/** Longer than any of them is kept. */
const LIMIT = 400;

/** What senders call things, without personal data: lists, filters and files show it to every reader. */
export function shownNames({ name, agent, promptName, errorType }: Names, redactor: Redactor): Names {
  const shown = (text: string | null) => (text === null ? null : redactor.text(text, LIMIT));
  return {
    name: redactor.text(name, LIMIT),
    agent: shown(agent),
    promptName: shown(promptName),
    errorType: shown(errorType),
  };
}
