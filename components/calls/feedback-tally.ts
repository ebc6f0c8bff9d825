import { formatCount, formatNumber } from "#lib/core/format";
import { DAY_MS } from "#lib/core/time";
import type { FeedbackSummary } from "#lib/telemetry/feedback-schema";

type Tally = FeedbackSummary["endUsers"];

function tallyWords({ up, down, neutral, unrated }: Tally): string {
  const parts = [
    `${formatNumber(up)} up`,
    `${formatNumber(down)} down`,
    ...(neutral > 0 ? [`${formatNumber(neutral)} neutral`] : []),
    ...(unrated > 0 ? [`${formatNumber(unrated)} without a rating`] : []),
  ];
  return parts.join(", ");
}

const sum = ({ up, down, neutral, unrated }: Tally) => up + down + neutral + unrated;

/** "Feedback in the last 30 days of production: 12 up, 3 down; reviewers: 1 up, 0 down." */
export function summaryWords({ environment, from, to, endUsers, reviewers }: FeedbackSummary): string {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
  const when = `in the last ${formatCount(days, "day")} of ${environment}`;
  if (sum(endUsers) + sum(reviewers) === 0) return `No feedback ${when}.`;
  const reviewed = sum(reviewers) > 0 ? `; reviewers: ${tallyWords(reviewers)}` : "";
  return `Feedback ${when}: ${tallyWords(endUsers)}${reviewed}.`;
}

/** How many of some feedback rated above and below the middle. */
export function upAndDown(feedback: readonly { score: number | null }[]): { up: number; down: number } {
  return {
    up: feedback.filter(({ score }) => score !== null && score > 0).length,
    down: feedback.filter(({ score }) => score !== null && score < 0).length,
  };
}
