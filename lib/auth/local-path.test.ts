import fc from "fast-check";
import { expect, test } from "vitest";
import { localPath } from "./local-path.ts";

test("a path of our own is kept", () => {
  expect(localPath("/features/claims?at=2026-03-14#x")).toBe("/features/claims?at=2026-03-14#x");
});

test("another place is not", () => {
  const elsewhere = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/.\\/evil.example",
    "/%2e//evil.example",
    "javascript:alert(1)",
  ];
  for (const value of [...elsewhere, "", undefined, ["/a"], "/\t/evil.example"]) {
    expect(new URL(localPath(value), "https://ours.example").origin).toBe("https://ours.example");
  }
});

test("whatever is given, a browser stays here", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string(),
        fc.string().map((text) => `/${text}`),
      ),
      (value) => {
        expect(new URL(localPath(value), "https://ours.example").origin).toBe("https://ours.example");
      },
    ),
  );
});
