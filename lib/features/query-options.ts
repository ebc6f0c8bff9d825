import { api } from "#lib/core/http";
import type { RegisteredFeature, RegistrationInput } from "./schema.ts";

/** Everything under this key is read again after a feature changed. */
export const featuresKey = ["features"] as const;

/** Registers or changes a feature through the API. Throws ProblemError. */
export function putFeature(slug: string, input: RegistrationInput): Promise<RegisteredFeature> {
  return api<RegisteredFeature>("PUT", `/features/${encodeURIComponent(slug)}`, input);
}
