import fc from "fast-check";
import { expect, it } from "vitest";
import type { Segment } from "#lib/versions/schema";
import { dayStart, digest, HOUR } from "#lib/versions/testing/seen-rows";
import { knownDifferences } from "./known-differences.ts";

const text = (hour: number) => new Date(dayStart + hour * HOUR).toISOString().replace(".000Z", "Z");

function segment(from: number, to: number, letter: string | null, reportedBy = "pipeline"): Segment {
  const said = letter !== null;
  return {
    from: text(from),
    to: text(to),
    certainty: said ? "declared" : "none",
    shares: said ? [{ release: digest(letter), weight: 1, artifacts: [] }] : [],
    reason: said ? `because of ${letter}` : null,
    reportedAt: said ? text(from) : null,
    reportedBy: said ? reportedBy : null,
    effectiveAt: said ? text(from) : null,
    deployment: said ? `${letter} by ${reportedBy}` : null,
    calls: null,
    callsWithoutRelease: null,
  };
}
const short = (differences: ReturnType<typeof knownDifferences>) =>
  differences.map((one) => [
    one.from,
    one.to,
    one.change,
    one.before?.shares[0]?.release[0] ?? null,
    one.now?.shares[0]?.release[0] ?? null,
  ]);

it("tells what was added, changed and withdrawn since, each over its own stretch", () => {
  const then = [segment(0, 6, null), segment(6, 18, "a"), segment(18, 24, "b")];
  const now = [segment(0, 12, "a"), segment(12, 20, "c", "Ines Moor"), segment(20, 24, null)];
  const found = knownDifferences(then, now);
  expect(short(found)).toEqual([
    [text(0), text(6), "added", null, "a"],
    [text(12), text(18), "changed", "a", "c"],
    [text(18), text(20), "changed", "b", "c"],
    [text(20), text(24), "withdrawn", "b", null],
  ]);
  expect(found[1]?.now?.reportedBy).toBe("Ines Moor");
});

it("finds no difference in who said the same, and none in what only telemetry showed", () => {
  expect(knownDifferences([segment(0, 24, "a", "one")], [segment(0, 24, "a", "two")])).toEqual([]);
  const seen: Segment = { ...segment(0, 24, "a"), certainty: "observed" };
  expect(knownDifferences([segment(0, 24, null)], [seen])).toEqual([]);
});

it("tells a deployment once where it stands beside several pieces of the same", () => {
  const found = knownDifferences([segment(0, 24, null)], [segment(0, 9, "a"), segment(9, 24, "a")]);
  expect(short(found)).toEqual([[text(0), text(24), "added", null, "a"]]);
});

it("differs exactly at the instants at which the answers do", () => {
  const answer = fc.array(fc.constantFrom("a", "b", null), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(answer, answer, (then, now) => {
      const segments = (letters: (string | null)[]) =>
        letters.map((letter, hour) => segment(hour, hour + 1, letter));
      const found = knownDifferences(segments(then), segments(now));
      for (let hour = 0; hour < 24; hour++) {
        const at = dayStart + hour * HOUR;
        const inside = found.filter((one) => Date.parse(one.from) <= at && Date.parse(one.to) > at);
        expect(inside).toHaveLength(then[hour] === now[hour] ? 0 : 1);
      }
    }),
  );
});
