import fc from "fast-check";
import { expect, test } from "vitest";
import { decideSave, isCheapToParse, isCheapToRead, MAX_RUNBOOK_BYTES, utf8Bytes } from "./domain.ts";

test("the first save appends, whatever it is based on, unless it saw a revision that is not there", () => {
  expect(decideSave(null, "a", undefined)).toBe("append");
  expect(decideSave(null, "a", 0)).toBe("append");
  expect(decideSave(null, "a", 1)).toBe("conflict");
});

test("a later save needs the newest revision as its base, a repeated one changes nothing", () => {
  const newest = { number: 3, digest: "c" };
  expect(decideSave(newest, "d", 3)).toBe("append");
  expect(decideSave(newest, "d", undefined)).toBe("append");
  expect(decideSave(newest, "d", 2)).toBe("conflict");
  expect(decideSave(newest, "d", 0)).toBe("conflict");
  expect(decideSave(newest, "c", 2)).toBe("unchanged");
});

test("what a person writes is cheap to parse", () => {
  expect(isCheapToParse("# Restart\n\n- a\n  - b\n    - c\n\n> > quoted\n")).toBe(true);
  expect(isCheapToParse(`\`\`\`\n${" ".repeat(200)}aligned output\n\`\`\``)).toBe(true);
  expect(isCheapToParse("| **name** | a_long_column_name |\n".repeat(300))).toBe(true);
  expect(isCheapToParse(`${"word ".repeat(2000)}\n\n`.repeat(20))).toBe(true);
});

test.each([
  ["quotes without end", "> ".repeat(500)],
  ["quotes without spaces", ">".repeat(41)],
  ["lists in one line", "- ".repeat(41)],
  [
    "lists that go deeper with each line",
    Array.from({ length: 60 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n\n"),
  ],
  ["the same behind carriage returns", `a\r${"1. ".repeat(41)}`],
  ["a paragraph without end", "*a **b ".repeat(3000)],
  ["emphasis in emphasis", "*a **b ".repeat(501)],
  ["a paragraph of many lines without end", "[^a]\n".repeat(4000)],
])("%s is not", (_, text) => {
  expect(isCheapToParse(text)).toBe(false);
});

test("the longest runbook that a person writes is cheap to read on the server too", () => {
  const section = `## Step

When the queue of the model is longer than usual, look at [the board](https://grafana.example/d/1) and see **what** is
slow. Then tell the team on call, and write down what you saw in the incident so that others find it later.

1. Open the console and stop the worker with \`kubectl scale\`
2. Wait until it is empty
   - then start it again

\`\`\`sh
kubectl get pods
\`\`\`

| a | b |
|---|---|
| one | two |

`;
  expect(isCheapToRead(section.repeat(Math.floor(MAX_RUNBOOK_BYTES / section.length)))).toBe(true);
});

test.each([
  ["lists of many", "- a\n\n".repeat(10_000)],
  ["lists in quotes, line by line", "> - > - a\n\n".repeat(1000)],
  ["ends of links without a beginning", "](".repeat(2000)],
  ["paragraphs of many", "a\n\n".repeat(30_000)],
  [
    "marks of many",
    "~~a"
      .repeat(5000)
      .replaceAll(/(.{1500})/g, "$1\n\n")
      .repeat(3),
  ],
])("%s are cheap for a browser, which is one's own, and not for the server", (_, text) => {
  expect([isCheapToParse(text), isCheapToRead(text)]).toEqual([true, false]);
});

test("any text is looked through without running away", () => {
  const units = fc.constantFrom(">", " ", "-", "1", ".", "\n", "\t", "\r");
  fc.assert(
    fc.property(
      fc.string({ unit: units, maxLength: 2000 }),
      (text) => typeof isCheapToParse(text) === "boolean",
    ),
  );
  expect(isCheapToParse(`${"1".repeat(16_000)}\n\n`.repeat(12))).toBe(true);
});

test("bytes are those of UTF-8", () => {
  expect(utf8Bytes("aé€😀")).toBe(1 + 2 + 3 + 4);
});
