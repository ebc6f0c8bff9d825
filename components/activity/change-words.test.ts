import { expect, test } from "vitest";
import { fieldWords, valueWords } from "./change-words.ts";

test("fields are told in words", () => {
  expect(fieldWords("reportedAt")).toBe("reported at");
  expect(fieldWords("unitOfWork.kind")).toBe("unit of work, kind");
  expect(fieldWords("signs_in_with")).toBe("signs in with");
});

test("digests are shortened and instants are dates of the reader's zone", () => {
  expect(valueWords(`weight 1, release ${"3de3e8e47802".padEnd(64, "0")}`, "UTC")).toBe(
    "weight 1, release 3de3e8e47802",
  );
  expect(valueWords("2026-11-22T06:15:38.636425Z", "Europe/Berlin")).toBe("22 Nov 2026, 07:15 CET");
  expect(valueWords("2026-99-99T99:99:99Z", "UTC")).toBe("2026-99-99T99:99:99Z");
});

test("a long text is cut, a short one is not", () => {
  expect(valueWords("a".repeat(161), "UTC")).toBe(`${"a".repeat(160)}…`);
  expect(valueWords("a".repeat(160), "UTC")).toBe("a".repeat(160));
});
