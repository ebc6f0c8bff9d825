import { expect, test } from "vitest";
import { ProblemError } from "#lib/core/http";
import { fieldErrors, problemOf } from "./problem.tsx";

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
