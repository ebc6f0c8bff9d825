import { PASSWORD_MAX, PASSWORD_MIN } from "./domain.ts";

/** What is wrong with a new password, as one sentence, or null. Length counts characters, not bytes. */
export function passwordProblem(password: string, email: string): string | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters.`;
  if (length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  const folded = password.trim().toLowerCase();
  if (folded === email.toLowerCase()) return "Use something other than the e-mail address.";
  if (new Set(folded).size < 4) return "Use more than three different characters.";
  return null;
}
