import fc from "fast-check";
import { expect, test } from "vitest";
import { decideSave, nestingOf, utf8Bytes } from "./domain.ts";

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

test("nesting counts the quote and list markers that open a line", () => {
  expect(nestingOf("plain\n\ntext > not a quote")).toBe(0);
  expect(nestingOf("> > > deep")).toBe(3);
  expect(nestingOf("a\r- 1. * deep")).toBe(3);
  expect(nestingOf("> ".repeat(1000))).toBe(1000);
  expect(nestingOf(`    ${" ".repeat(200)}aligned output`)).toBe(0);
});

test("nesting is never more than the text is long, and a long number is no marker", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(">", " ", "-", "1", ".", "\n", "\t"), maxLength: 2000 }), (text) => nestingOf(text) <= text.length));
  expect(nestingOf("1".repeat(200_000))).toBe(0);
});

test("bytes are those of UTF-8", () => {
  expect(utf8Bytes("aé€😀")).toBe(1 + 2 + 3 + 4);
});
