import type { VoicePlan } from "./feature-plan.ts";

export const claimVoices: VoicePlan = {
  share: 0.11,
  good: 0.86,
  rating: "thumbs",
  source: "end_user",
  complaints: ["wrong branch", "not urgent enough", "asked for what I had sent"],
  praise: ["Quick, and it asked for the right photo.", "I had an answer before I had finished my tea."],
  blame: [
    "I had already attached the photo that it asks for. Call me at +353 86 204 4471.",
    "The water still runs and it says this week.",
  ],
  evaluator: {
    metric: "branch-correct",
    share: 0.2,
    passed: "The branch follows from the sentence that is quoted from the policy.",
    failed: "The quoted sentence is about another branch than the one that was named.",
  },
};

/** Since the provider answers as another snapshot, the letters are too long. */
export const letterVoices: VoicePlan = {
  share: 0.24,
  good: 0.91,
  soured: { daysAgo: 12, good: 0.58 },
  rating: "thumbs",
  source: "reviewer",
  complaints: ["too long", "too long", "wrong tone"],
};

export const questionVoices: VoicePlan = {
  share: 0.14,
  good: 0.78,
  rating: "stars",
  source: "end_user",
  complaints: ["did not answer my question", "out of date"],
  evaluator: {
    metric: "faithfulness",
    share: 0.3,
    passed: "Every statement is in the passages that were found.",
    failed: "One statement is in none of the passages that were found.",
  },
};
