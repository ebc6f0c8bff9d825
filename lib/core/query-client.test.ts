import { expect, test } from "vitest";
import { ProblemError } from "./http.ts";
import { queryClient, shouldRetry } from "./query-client.ts";

const problem = (status: number) =>
  new ProblemError({ type: "about:blank", title: "Refused", status, code: "invalid", detail: "Refused." });

test("a refusal is final, a failure of the server or the line is tried twice more", () => {
  expect(shouldRetry(0, problem(404))).toBe(false);
  expect(shouldRetry(0, problem(503))).toBe(true);
  expect(shouldRetry(1, new TypeError("fetch failed"))).toBe(true);
  expect(shouldRetry(2, new TypeError("fetch failed"))).toBe(false);
});

test("requests on the server do not share a client", () => {
  expect(queryClient()).not.toBe(queryClient());
});
