import fc from "fast-check";
import { expect, test } from "vitest";
import { passwordProblem } from "./password-rule.ts";

test("length counts characters, from 12 to 200", () => {
  expect(passwordProblem("elevenchars", "a@b.de")).toMatch(/at least 12/);
  expect(passwordProblem("twelve chars", "a@b.de")).toBeNull();
  expect(passwordProblem("aäöü".repeat(50), "a@b.de")).toBeNull();
  expect(passwordProblem(`${"aäöü".repeat(50)}x`, "a@b.de")).toMatch(/at most 200/);
  // Six emoji are twelve UTF-16 units and still six characters.
  expect(passwordProblem("🦊🐻🐼🐨🐯🦁", "a@b.de")).toMatch(/at least 12/);
});

test("the e-mail address in any case, and repetition, are refused", () => {
  expect(passwordProblem("Ada.Kerr@Example.com", "ada.kerr@example.com")).toMatch(/e-mail/);
  expect(passwordProblem("aaaaaaaaaaaaaaaa", "a@b.de")).toMatch(/different/);
});

test("whatever passes is long enough", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 230 }), (password) => {
      const length = [...password].length;
      if (passwordProblem(password, "a@b.de") === null) expect(length).toBeGreaterThanOrEqual(12);
      if (length > 200) expect(passwordProblem(password, "a@b.de")).not.toBeNull();
    }),
  );
});
