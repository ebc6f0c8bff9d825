export const feedbackSources = ["end_user", "reviewer"] as const;
export type FeedbackSource = (typeof feedbackSources)[number];

export const ratingKinds = ["thumbs", "stars", "score"] as const;

/** A rating as it was given. Stars go from 1 to `of`, a score from `min` to `max`. */
export type Rating =
  | { kind: "thumbs"; value: "up" | "down" }
  | { kind: "stars"; value: number; of: number }
  | { kind: "score"; value: number; min: number; max: number };

/** A rating as it is stored: its value on its scale, and the same on the scale from -1 to 1. */
export type StoredRating = {
  kind: (typeof ratingKinds)[number];
  value: number;
  min: number;
  max: number;
  score: number;
};

/** The number of a rating with its scale; `score` is 0 in the middle of the scale. */
export function storedRating(rating: Rating): StoredRating {
  if (rating.kind === "thumbs") {
    const value = rating.value === "up" ? 1 : -1;
    return { kind: "thumbs", value, min: -1, max: 1, score: value };
  }
  const { min, max } = rating.kind === "stars" ? { min: 1, max: rating.of } : rating;
  const score = ((rating.value - min) / (max - min)) * 2 - 1;
  return { kind: rating.kind, value: rating.value, min, max, score: Math.min(1, Math.max(-1, score)) };
}

/** The rating as it was given, of what is stored. */
export function givenRating({ kind, value, min, max }: Omit<StoredRating, "score">): Rating {
  if (kind === "thumbs") return { kind, value: value > 0 ? "up" : "down" };
  return kind === "stars" ? { kind, value, of: max } : { kind, value, min, max };
}

/** What a score counts as in a sum: up above the middle of its scale, down below it. */
export function leaning(score: number): "up" | "down" | "neutral" {
  return score > 0 ? "up" : score < 0 ? "down" : "neutral";
}

/** "thumbs up", "4 of 5 stars", "0.8 on 0 to 1". */
export function ratingInWords(rating: Rating): string {
  if (rating.kind === "thumbs") return `thumbs ${rating.value}`;
  if (rating.kind === "stars") return `${rating.value} of ${rating.of} stars`;
  return `${rating.value} on ${rating.min} to ${rating.max}`;
}
