import { expect, it } from "vitest";
import { declared, digest, seen } from "#lib/versions/testing/seen-rows";
import { agreement } from "./seen.ts";

const failed = { responseModel: null, failed: true };
const agreed = (...rows: ReturnType<typeof seen>[]) => agreement(rows, [declared(0, 24)]);

it("takes no failed call that a model did not answer for agreement", () => {
  expect(agreed(seen(3, 500, failed))).toEqual({ agreeing: 0, unanswered: 500 });
  const tools = seen(3, 100, { responseModel: null, generates: false, failed: true });
  expect(agreed(seen(3, 380), tools, seen(4, 20, failed))).toEqual({ agreeing: 480, unanswered: 20 });
});

it("holds a failed call against the release all the same, and against its model where it names one", () => {
  expect(agreed(seen(3, 5, { ...failed, release: digest("b") }))).toEqual({ agreeing: 0, unanswered: 0 });
  expect(agreed(seen(3, 5, { failed: true }))).toEqual({ agreeing: 5, unanswered: 0 });
  expect(agreed(seen(3, 5, { failed: true, responseModel: "o3" }))).toEqual({ agreeing: 0, unanswered: 0 });
  expect(agreement([seen(3, 5, failed)], [])).toEqual({ agreeing: 0, unanswered: 0 });
});
