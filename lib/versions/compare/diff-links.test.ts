import { expect, it } from "vitest";
import type { Segment } from "#lib/versions/schema";
import { digest } from "#lib/versions/testing/seen-rows";
import { diffHref } from "./diff-href.ts";
import { diffLinks } from "./diff-links.ts";

function segment(from: string, to: string, weights: Record<string, number>, effectiveAt = from): Segment {
  const shares = Object.entries(weights).map(([letter, weight]) => ({
    release: digest(letter),
    weight,
    artifacts: [],
  }));
  const report = { reason: "r", reportedAt: from, reportedBy: "x", effectiveAt, deployment: from };
  return { from, to, certainty: "declared", shares, ...report, calls: null, callsWithoutRelease: null };
}
const [d12, d13, d14, d15, d16] = ["12", "13", "14", "15", "16"].map((day) => `2026-03-${day}T00:00:00Z`) as [
  string,
  string,
  string,
  string,
  string,
];

it("compares with what ran before the deployment, also when that began days ago, and a canary with its main release", () => {
  const around = [
    segment(d12, d13, { a: 1 }),
    segment(d13, d15, { a: 0.9, b: 0.1 }),
    segment(d15, d16, { b: 1 }),
  ];
  const day = segment(d14, d15, { a: 0.9, b: 0.1 }, d13);
  expect(diffLinks("claims", [day], around)).toEqual({
    [`${d14} ${digest("b")}`]: diffHref("claims", digest("a"), digest("b")),
  });
  expect(diffLinks("claims", [around[2] as Segment], around)).toEqual({
    [`${d15} ${digest("b")}`]: diffHref("claims", digest("a"), digest("b")),
  });
});

it("has nothing to compare the first release with", () => {
  const first = segment(d12, d13, { a: 1 });
  expect(diffLinks("claims", [first], [first])).toEqual({});
});
