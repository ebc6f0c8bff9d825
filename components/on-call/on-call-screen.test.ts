import { expect, test } from "vitest";
import type { RotationSummary } from "#lib/ownership/on-call/on-call-schema";
import { sentenceOf } from "./on-call-screen.tsx";

const rotation = (person: boolean, gaps = 0) =>
  ({
    now: { person: person ? { id: "1", name: "Ada" } : null },
    gaps: Array.from({ length: gaps }, () => ({ from: "a", to: "b" })),
  }) as unknown as RotationSummary;
const feature = { slug: "a", name: "A", team: null, mayChange: true };

test.each([
  [[], [], "Nobody is on call: there is no rotation yet."],
  [[rotation(true)], [], "Somebody is on call in the one rotation."],
  [
    [rotation(true), rotation(true)],
    [feature],
    "Somebody is on call in all 2 rotations. 1 feature has no rotation.",
  ],
  [
    [rotation(true), rotation(false, 2)],
    [feature, feature],
    "1 of 2 rotations has somebody on call now. 1 has a gap in the next 30 days. 2 features have no rotation.",
  ],
])("what the screen says first %#", (rotations, without, expected) => {
  expect(sentenceOf({ rotations, without })).toBe(expected);
});
