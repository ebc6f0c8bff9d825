import { expect, test } from "vitest";
import { ProblemError } from "#lib/core/http";
import { causeOf, fieldErrors, problemOf, refusalOf } from "./problem.tsx";

const refused = new ProblemError({
  type: "urn:threshold:error:invalid",
  title: "The request is not valid",
  status: 400,
  code: "invalid",
  detail: "Two fields are wrong.",
  fields: [
    { path: "slug", message: "Use small letters, figures and hyphens." },
    { path: "unitOfWork.kind", message: "Choose one." },
  ],
});

test("a problem document is shown as it came", () => {
  expect(problemOf(refused)?.detail).toBe("Two fields are wrong.");
  expect(problemOf(null)).toBeNull();
});

test("another error says nothing of its inside", () => {
  expect(problemOf(new TypeError("fetch failed at 10.0.0.1"))?.detail).not.toContain("10.0.0.1");
});

test("a field gets its own messages only", () => {
  expect(fieldErrors(refused, "slug")).toEqual(["Use small letters, figures and hyphens."]);
  expect(fieldErrors(refused, "name")).toEqual([]);
  expect(fieldErrors(null, "slug")).toEqual([]);
});

const shown = { title: "The request is not valid", detail: "slug: small letters only", instance: "r1" };

test("one wrong field is one sentence, said once", () => {
  const fields = [{ path: "slug", message: "small letters only" }];
  expect(refusalOf({ ...shown, fields })).toEqual({
    title: "One thing is missing or wrong",
    lines: ["Slug: small letters only."],
  });
});

test("several fields are a line each, in words; without fields the sentence stands", () => {
  const fields = [
    { path: "unitOfWork.kind", message: "Choose one." },
    { path: "shares.0.weight", message: "is over 100 %" },
    { path: "", message: "names nothing" },
  ];
  expect(refusalOf({ ...shown, fields }).lines).toEqual([
    "Unit of work, kind: Choose one.",
    "Shares, 1, weight: is over 100 %.",
    "Names nothing.",
  ]);
  expect(refusalOf(shown)).toEqual({ title: shown.title, lines: [shown.detail] });
});

test("an id is shown only where the log knows more", () => {
  expect(causeOf({ ...shown, code: "invalid" })).toBeUndefined();
  expect(causeOf({ ...shown, code: "internal" })).toBe("r1");
  expect(causeOf(null)).toBeUndefined();
});
