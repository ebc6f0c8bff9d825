import { formatCount, formatDate } from "#lib/core/format";
import { addDays } from "#lib/core/time";
import { type FeatureFacts, type Finding, finding } from "#lib/scorecard/domain";

export type RunbookPolicy = {
  /** Words outside of headings that make a runbook more than a table of contents. */
  runbookWords: number;
  /** Days within which each link must have worked. */
  linkDays: number;
};

/** A link by its address and what came of it, in words that go on "it …". */
type LinkFact = { url: string; detail: string };

/** The newest revision of the runbook. */
export type RunbookFacts = {
  revision: number;
  createdAt: string;
  authorName: string;
  words: number;
  links: {
    total: number;
    /** Counts, and the first of each. */
    broken: { count: number; first: LinkFact | null };
    /** Tried, and nobody could tell from here whether they work; they never did before. */
    unchecked: { count: number; first: LinkFact | null };
    /** Never tried. */
    waiting: number;
    /** Of those that worked once, the longest ago that one last did; null when none needs trying. */
    oldestWorkedAt: string | null;
  };
};

export type RunbookEvidence = { runbook: RunbookFacts | null };

/**
 * The finding of `runbook`. Edited text is a new revision and judged anew, so the text does not go stale by age; what it
 * links to does.
 */
export function judgeRunbook(
  evidence: RunbookEvidence & { feature: FeatureFacts },
  policy: RunbookPolicy,
  now: Date,
): Finding {
  const { feature, runbook } = evidence;
  const href = `/features/${feature.slug}/ownership#runbook`;
  if (runbook === null) {
    return finding("runbook", "unmet", "No runbook has been written.", {
      fix: { label: "Write the runbook", href },
    });
  }
  const { links, words } = runbook;
  const evidenceLinks = [{ label: `Revision ${runbook.revision}`, href }];
  const text = `Revision ${runbook.revision} of the runbook`;
  const edit = { label: "Edit the runbook", href };
  const toLinks = { label: "See its links", href: `/features/${feature.slug}/ownership#runbook-links` };
  const not = (status: "unmet" | "stale" | "unknown", because: string, fix = toLinks) =>
    finding("runbook", status, because, { evidence: evidenceLinks, fix });
  if (words < policy.runbookWords) {
    return not(
      "unmet",
      `${text} has only ${formatCount(words, "word")} beside its headings; ${policy.runbookWords} are needed to tell anybody what to do.`,
      edit,
    );
  }
  const all = formatCount(links.total, "link");
  const { broken, unchecked } = links;
  if (broken.count > 0) {
    const first = broken.first ? `; ${broken.first.url} ${broken.first.detail}` : "";
    return not(
      "unmet",
      `${text} has ${broken.count} of ${all} that ${isOrAre(broken.count)} broken${first}.`,
    );
  }
  if (links.waiting > 0) {
    return not("unknown", `${text} has ${links.waiting} of ${all} that nobody has followed yet.`);
  }
  if (unchecked.count > 0) {
    const first = unchecked.first ? `; ${unchecked.first.url} ${unchecked.first.detail}` : "";
    return not("unknown", `${text} has ${unchecked.count} of ${all} that could not be checked${first}.`);
  }
  const whole = `${text}, of ${formatDate(runbook.createdAt, "UTC")}, has ${formatCount(words, "word")}`;
  if (links.oldestWorkedAt === null) {
    const none = links.total === 0 ? "no link that could break" : `${all} inside of itself that work`;
    return finding("runbook", "met", `${whole} and ${none}.`, { evidence: evidenceLinks });
  }
  const end = addDays(new Date(links.oldestWorkedAt), policy.linkDays);
  const since = formatDate(links.oldestWorkedAt, "UTC");
  if (end <= now) {
    return not(
      "stale",
      `${text} has ${all}, of which one was last seen to work on ${since}; that is due every ${policy.linkDays} days.`,
    );
  }
  return finding("runbook", "met", `${whole} and ${all}, each seen to work since ${since}.`, {
    evidence: evidenceLinks,
    validUntil: end.toISOString(),
  });
}

const isOrAre = (count: number) => (count === 1 ? "is" : "are");
