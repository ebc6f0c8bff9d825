import { api } from "#lib/core/http";
import type { AssignmentAnswer, AssignmentDraft } from "./assignment-schema.ts";
import type { RegisteredFeature, RegistrationInput } from "./schema.ts";

/** Everything under this key is read again after a feature changed. */
export const featuresKey = ["features"] as const;

/** Changes a feature, or registers it: with `onlyNew` a slug that exists is a conflict. Throws ProblemError. */
export function putFeature(
  slug: string,
  input: RegistrationInput,
  options: { onlyNew?: boolean } = {},
): Promise<RegisteredFeature> {
  const query = options.onlyNew ? "?onlyNew=true" : "";
  return api<RegisteredFeature>("PUT", `/features/${encodeURIComponent(slug)}${query}`, input);
}

/** Gives many features to a team, a rotation or both; with `preview` only says what would change. Throws ProblemError. */
export function postAssignment(draft: AssignmentDraft, signal?: AbortSignal): Promise<AssignmentAnswer> {
  return api<AssignmentAnswer>("POST", "/assignments", draft, signal);
}
