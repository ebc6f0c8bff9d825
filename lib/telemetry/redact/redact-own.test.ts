import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redactorOf } from "./redact.ts";
import { ownPattern, refusalOf } from "./redact-own.ts";

const own = (expression: string, replacement = "[own]") => ({ name: "own", expression, replacement });

describe("an expression is refused", () => {
  test.each([
    ["(", "missing closing"],
    ["(?=secret)", "linear time"],
    ["(a)\\1", "linear time"],
    ["(?<!x)y", "linear time"],
    ["a*", "matches nothing"],
    ["", "matches nothing"],
    ["(?:\\w{1,30}\\s?){1,20}x", "too large"],
    ["a{5000}", "invalid repeat count"],
    ["a.*b|a", "takes too long"],
  ])("%s: %s", (expression, because) => expect(refusalOf(expression)).toContain(because));
});

test.each(["\\bKD-\\d{6}\\b", "(?i)staff number:?\\s*\\d{1,8}", "(a+)+$", "[A-Z]{3}\\d+", "ä+", "\\w+\\s*="])(
  "%s is taken",
  (expression) => expect(refusalOf(expression)).toBeNull(),
);

describe("own patterns", () => {
  const redactor = redactorOf([own("\\bKD-\\d{6}\\b", "[customer]"), own("(?i)staff:? *\\d+", "[staff]")]);

  test("are applied beside the built-in ones, in JSON and out of it", () => {
    expect(redactor.text("KD-123456, me@x.com, Staff: 77", 100)).toBe("[customer], [email], [staff]");
    expect(redactor.text('{"a":"\\nKD-123456","b":"KD-1234567"}', 100)).toBe(
      '{"a":"\\n[customer]","b":"KD-1234567"}',
    );
  });

  test("anchors mean the text, not the JSON around it", () => {
    const anchored = redactorOf([own("^\\d{5}$", "[zip]")]);
    expect(anchored.text('{"zip":"10115","n":10115,"said":"in 10115"}', 100)).toBe(
      '{"zip":"[zip]","n":"[zip]","said":"in 10115"}',
    );
  });

  test("never look into markers: a pattern that would match its own leaves them", () => {
    const greedy = redactorOf([own("[a-z]+", "[word]")]);
    expect(greedy.text("one two", 100)).toBe("[word] [word]");
    expect(greedy.text(greedy.text("one [email] two@x.com", 100), 100)).toBe("[word] [email] [email]");
  });

  test("what one brings to light another still finds; a text that never ends is dropped", () => {
    expect(redactorOf([own("x", "[x]")]).text("4111x1111", 100)).toBe("4111[x]1111");
    expect(redactorOf([own("#", "[hash]")]).text("#4111111111111111#", 100)).toBe("[hash][card][hash]");
  });

  test("whatever they are and whatever is sent: nothing survives, again changes nothing, the limit holds", () => {
    const expressions = fc.constantFrom(
      "[a-z]+",
      "\\d+",
      "KD-\\d+",
      "a|b",
      "^x",
      "y$",
      "\\W+",
      "[^\\w]x?",
      "(a+)+$",
    );
    const patterns = fc.array(
      fc.record({ expression: expressions, replacement: fc.constantFrom("[own]", "[a long marker]") }),
      { minLength: 1, maxLength: 3 },
    );
    const piece = fc.constantFrom(
      "a",
      "xy",
      "KD-1",
      "me@x.com",
      "4111 1111 1111 1111",
      " ",
      '"',
      "\\n",
      "[own]",
      "{",
    );
    const text = fc.array(piece, { maxLength: 12 }).map((all) => all.join(""));
    fc.assert(
      fc.property(patterns, text, fc.integer({ min: 10, max: 80 }), (given, said, limit) => {
        const made = redactorOf(given.map((pattern) => ({ name: "own", ...pattern })));
        for (const sent of [said, JSON.stringify({ said, list: [said] })]) {
          const kept = made.text(sent, limit);
          expect(kept.length).toBeLessThanOrEqual(limit);
          expect(made.text(kept, limit)).toBe(kept);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test("a text that takes too long loses its rest, and for a while texts with a match go whole", () => {
  let ms = 0;
  const clock = () => {
    ms += 30;
    return ms;
  };
  const pattern = ownPattern(own("a"), clock);
  const text = "a".repeat(1000);
  const found = pattern.find(text);
  expect(found.length).toBeLessThan(100);
  expect(found.at(-1)?.to).toBe(1000);
  expect(pattern.find("so a b")).toEqual([{ from: 0, to: 6 }]);
  expect(pattern.find("so")).toEqual([]);
  ms += 10_000;
  expect(pattern.find("so a b")).toEqual([{ from: 3, to: 4 }]);
});

test("an expression that can be compiled no more lets nothing through", () => {
  expect(redactorOf([own("(")]).text("anything", 100)).toBe("[own]");
});
