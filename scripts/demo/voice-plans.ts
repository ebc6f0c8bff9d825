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

/** Since the provider answers as another snapshot, the letters are too long. */
export const letterVoices: VoicePlan = {
  share: 0.14,
  good: 0.91,
  soured: { daysAgo: 12, good: 0.58 },
  rating: "thumbs",
  source: "reviewer",
  complaints: [{ label: "too long" }, { label: "too long" }, { label: "wrong tone" }],
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
