import type { ContentPolicy } from "#prisma/client";

type Words = { label: string | null; comment: string | null };

/**
 * What of a label and a comment the feature's content policy lets be stored. A comment is what somebody wrote, as a message
 * is; a label is a category. `warnings` says what was kept out.
 */
export function keptWords(
  feature: { contentPolicy: ContentPolicy },
  { label, comment }: Words,
): Words & { warnings: string[] } {
  if (comment === null || feature.contentPolicy === "full") return { label, comment, warnings: [] };
  return {
    label,
    comment: null,
    warnings: ["comment: not stored, because this feature keeps no messages as they are"],
  };
}
