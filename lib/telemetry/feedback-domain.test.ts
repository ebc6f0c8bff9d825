import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { givenRating, leaning, type Rating, ratingInWords, storedRating } from "./feedback-domain.ts";

const rating: fc.Arbitrary<Rating> = fc.oneof(
  fc.record({ kind: fc.constant("thumbs" as const), value: fc.constantFrom("up" as const, "down" as const) }),
  fc.integer({ min: 2, max: 10 }).chain((of) =>
    fc.record({
      kind: fc.constant("stars" as const),
      value: fc.integer({ min: 1, max: of }),
      of: fc.constant(of),
    }),
  ),
  fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 })).chain(([min, length]) =>
    fc.record({
      kind: fc.constant("score" as const),
      value: fc.integer({ min, max: min + length }),
      min: fc.constant(min),
      max: fc.constant(min + length),
    }),
  ),
);

describe("ratings", () => {
  it("come back as they were given, whatever their scale", () => {
    fc.assert(
      fc.property(rating, (given) => {
        expect(givenRating(storedRating(given))).toEqual(given);
      }),
    );
  });

  it("lie between -1 and 1, with the ends of the scale at its ends", () => {
    fc.assert(
      fc.property(rating, (given) => {
        const { score, value, min, max } = storedRating(given);
        expect(Math.abs(score)).toBeLessThanOrEqual(1);
        if (value === max) expect(score).toBe(1);
        if (value === min) expect(score).toBe(-1);
      }),
    );
  });

  it("lean to a side only off the middle", () => {
    const of = (value: number) => leaning(storedRating({ kind: "stars", value, of: 5 }).score);
    expect([1, 2, 3, 4, 5].map(of)).toEqual(["down", "down", "neutral", "up", "up"]);
  });

  it("have words", () => {
    expect(ratingInWords({ kind: "thumbs", value: "down" })).toBe("thumbs down");
    expect(ratingInWords({ kind: "stars", value: 4, of: 5 })).toBe("4 of 5 stars");
    expect(ratingInWords({ kind: "score", value: 0.8, min: 0, max: 1 })).toBe("0.8 on 0 to 1");
  });
});
