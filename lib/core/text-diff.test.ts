import fc from "fast-check";
import { expect, test } from "vitest";
import { type DiffLine, linesOf, textDiff } from "./text-diff.ts";

const textOf = (line: DiffLine) => line.parts.map((part) => part.text).join("");
const flat = (before: string, after: string) =>
  textDiff(before, after).blocks.flatMap((block) => block.lines);
const marks = (before: string, after: string) =>
  flat(before, after).map((line) => `${{ same: " ", added: "+", removed: "-" }[line.kind]}${textOf(line)}`);

test("lines that came and went stand where they stood", () => {
  expect(marks("a\nb\nc\n", "a\nx\nc\nd\n")).toEqual([" a", "-b", "+x", " c", "+d"]);
  expect(textDiff("a\nb\nc\n", "a\nx\nc\nd\n")).toMatchObject({ added: 2, removed: 1, onlyLineEnds: false });
});

test("a line that was reworded shows which words, one that was replaced does not", () => {
  const [removed, added] = flat("Call Ravi at 2 a.m. first", "Call Ines at 2 a.m. first");
  expect(removed?.parts.filter((part) => part.changed)).toEqual([{ text: "Ravi", changed: true }]);
  expect(added?.parts.filter((part) => part.changed)).toEqual([{ text: "Ines", changed: true }]);
  for (const line of flat("Stop the queue", "Whom to call")) expect(line.parts).toHaveLength(1);
});

test("a line that moved within a change is compared with the one that is like it", () => {
  const lines = flat("Stop the queue now\n", "First look at the board\nStop the queue today\n");
  const changed = lines.flatMap((line) => line.parts.filter((part) => part.changed).map((part) => part.text));
  expect(changed).toEqual(["now", "today"]);
});

test("what stands away from any change is put together, with its lines", () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`).join("\n");
  const diff = textDiff(before, before.replace("line 10", "else"), 2);
  expect(diff.blocks.map((block) => [block.far, block.lines.length])).toEqual([
    [true, 7],
    [false, 6],
    [true, 8],
  ]);
  expect(diff.blocks[2]?.lines[0]).toMatchObject({ before: 13, after: 13 });
});

test("texts that differ in their line ends alone say so", () => {
  expect(textDiff("a\nb", "a\r\nb\n")).toMatchObject({ added: 0, removed: 0, onlyLineEnds: true });
  expect(textDiff("a", "a")).toMatchObject({ added: 0, removed: 0, onlyLineEnds: false });
  expect(textDiff("", "a")).toMatchObject({ added: 1, removed: 0 });
  expect(textDiff("", "")).toMatchObject({ blocks: [], onlyLineEnds: false });
});

test("each text can be read back from the lines, with its numbers in order", () => {
  const text = fc.array(fc.constantFrom("a", "b c", "b d", "", "  x y z", "x y"), { maxLength: 40 });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [before, after] = [one.join("\n"), other.join("\n")];
      const lines = flat(before, after);
      const old = lines.filter((line) => line.kind !== "added");
      const now = lines.filter((line) => line.kind !== "removed");
      expect(old.map(textOf)).toEqual(linesOf(before));
      expect(now.map(textOf)).toEqual(linesOf(after));
      expect(old.map((line) => line.before)).toEqual(old.map((_, index) => index + 1));
      expect(now.map((line) => line.after)).toEqual(now.map((_, index) => index + 1));
    }),
  );
});

test("texts without anything in common are taken out and put in, however long", () => {
  const many = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join("\n");
  expect(textDiff(many("a"), many("b"))).toMatchObject({ added: 20_000, removed: 20_000 });
});
