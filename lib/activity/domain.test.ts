import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { actionInWords, changesInWords, fieldChanges, subjectInWords } from "./domain.ts";

test("only what changed, nested fields by their path", () => {
  const before = {
    name: "Claims",
    unitOfWork: { kind: "trace", label: null },
    match: ["a"],
    disabled: false,
  };
  const after = {
    name: "Claims",
    unitOfWork: { kind: "conversation", label: "claim" },
    match: ["a", "b"],
    disabled: true,
  };
  expect(fieldChanges(before, after)).toEqual([
    { field: "unitOfWork.kind", before: "trace", after: "conversation" },
    { field: "match", before: "a", after: "a, b" },
    { field: "disabled", before: "no", after: "yes" },
    { field: "unitOfWork.label", before: null, after: "claim" },
  ]);
});

test("what was made or deleted has one side only", () => {
  expect(fieldChanges(null, { role: "admin" })).toEqual([{ field: "role", before: null, after: "admin" }]);
  expect(fieldChanges({ role: "admin" }, null)).toEqual([{ field: "role", before: "admin", after: null }]);
  expect(changesInWords({ before: null, after: { role: "admin" } })).toBe("role: (nothing) -> admin");
});

test("a list of records is told in words", () => {
  const shares = [
    { weight: 0.9, release: "a1" },
    { weight: 0.1, release: "b2", note: null },
  ];
  expect(fieldChanges(null, { shares })).toEqual([
    { field: "shares", before: null, after: "weight 0.9, release a1; weight 0.1, release b2" },
  ]);
});

test("nothing differs from itself", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => fieldChanges(value, value).length === 0));
});

test("actions as words", () => {
  expect(actionInWords("feature.update")).toBe("changed");
  expect(actionInWords("api_key.revoke")).toBe("revoked the key");
  expect(actionInWords("runbook.add_revision")).toBe("add revision");
});

test("a sentence never says its subject's kind twice, and a sign-in has none", () => {
  const key = { kind: "api_key", id: "1", name: "CI" };
  const sentence = (action: string, subject: typeof key) =>
    `${actionInWords(action)} ${subjectInWords(action, subject)}`;
  expect(sentence("api_key.revoke", key)).toBe("revoked the key CI");
  expect(sentence("feature.update", { ...key, kind: "feature" })).toBe("changed feature CI");
  expect(subjectInWords("session.create", { ...key, kind: "user" })).toBeNull();
});

test("every action that the commands record has words in the past tense", () => {
  const sources = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.includes(".test."),
  );
  const actions = sources.flatMap((file) =>
    [...readFileSync(join("lib", file), "utf8").matchAll(/action: "(\w+\.\w+)"/g)].map(
      (match) => match[1] ?? "",
    ),
  );
  expect(actions.length).toBeGreaterThan(15);
  for (const action of actions) expect(actionInWords(action), action).toMatch(/^(\w+ed|made|set|withdrew)\b/);
});
