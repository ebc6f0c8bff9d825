import { COMMENT_MAX, LABEL_MAX } from "./feedback-schema.ts";
import type { ContentRule } from "./resolve-feature.ts";

type Words = { label: string | null; comment: string | null; endUser: string | null };

/**
 * What of somebody's words the feature's content rule lets be stored: a comment is a message, a label and the reference to
 * the person are attributes. `warnings` says what was kept out or changed.
 */
export function keptWords(
  rule: ContentRule,
  { label, comment, endUser }: Words,
  at: Date,
): Words & { warnings: string[] } {
  const warnings: string[] = [];
  const redacted = (name: string, text: string | null, limit: number): string | null => {
    const kept = text === null ? null : rule.attributes.text(text, limit);
    if (kept !== text) warnings.push(`${name}: personal data was taken out before it was stored`);
    return kept;
  };
  const commentKept = (): string | null => {
    if (comment === null) return null;
    if (rule.messages === null) {
      warnings.push("comment: not stored, because this feature keeps no messages");
      return null;
    }
    if (at.getTime() * 1000 < rule.keptFromUs) {
      warnings.push("comment: not stored, because it is older than messages of this feature are kept");
      return null;
    }
    const kept = rule.messages.text(comment, COMMENT_MAX);
    if (kept !== comment) warnings.push("comment: personal data was taken out before it was stored");
    return kept;
  };
  return {
    comment: commentKept(),
    label: redacted("label", label, LABEL_MAX),
    endUser: redacted("endUser", endUser, LABEL_MAX * 2),
    warnings,
  };
}
