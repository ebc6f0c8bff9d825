import type { VoicePlan } from "./feature-plan.ts";

export const claimVoices: VoicePlan = {
  share: 0.08,
  good: 0.86,
  rating: "thumbs",
  source: "end_user",
  complaints: [
    { label: "wrong branch" },
    { label: "not urgent enough", comment: "This cannot wait for a week. Call me at +353 86 204 4471." },
    { label: "asked for what I had sent", comment: "What it asks for was attached to my first message." },
  ],
  praise: ["Quick, and it asked for the right things.", "I had an answer before I had finished my tea."],
  evaluator: {
    metric: "branch-correct",
    share: 0.2,
    passed: "The branch follows from the sentence that is quoted from the policy.",
    failed: "The quoted sentence is about another branch than the one that was named.",
  },
};

/** Days ago that the provider began to answer claim letters as another snapshot. */
export const SILENT_UPDATE_DAYS = 17.6;

/** Since then the letters are too long, and every second does not say the decision first. */
export const letterVoices: VoicePlan = {
  days: 35,
  share: 0.1,
  good: 0.91,
  soured: { daysAgo: SILENT_UPDATE_DAYS, good: 0.58 },
  rating: "thumbs",
  source: "reviewer",
  complaints: [{ label: "too long" }, { label: "too long" }, { label: "decision comes last" }],
  evaluator: {
    metric: "decision-first",
    share: 0.5,
    passing: { before: 0.84, since: { daysAgo: SILENT_UPDATE_DAYS, share: 0.511 } },
    passed: "The first sentence says the decision.",
    failed:
      "The first sentence thanks the customer for their patience; the decision comes in the third paragraph.",
  },
};

export const questionVoices: VoicePlan = {
  share: 0.05,
  good: 0.78,
  rating: "stars",
  source: "end_user",
  complaints: [{ label: "did not answer my question" }, { label: "out of date" }],
  evaluator: {
    metric: "faithfulness",
    share: 0.3,
    passed: "Every statement is in the passages that were found.",
    failed: "One statement is in none of the passages that were found.",
  },
};
