import fc from "fast-check";
import { expect, test } from "vitest";
import { callFilters, callQuery, readExplorer, wordsOf } from "./filters-schema.ts";

test("an address that somebody edited shows the usual screen, and says what was not understood", () => {
  const address = {
    level: "calls",
    environment: "\0",
    model: "gpt-4o,o3",
    attempt: "third",
    from: "yesterday",
    minCents: "-1",
    release: "abc",
    __proto__: "x",
    constructor: "x",
    status: ["ok", "error"],
    outcome: "failed",
  };
  expect(readExplorer(address)).toEqual({
    view: { level: "calls", model: "gpt-4o,o3" },
    refused: ["environment", "attempt", "from", "minCents", "release", "constructor", "status", "outcome"],
  });
});

test("each level has its own words", () => {
  expect(readExplorer({ level: "interactions", outcome: "failed,none", order: "dearest" }).refused).toEqual(
    [],
  );
  expect(readExplorer({ level: "nothing", status: "error" }).view).toEqual({
    level: "calls",
    status: "error",
  });
  expect(wordsOf("interactions")).not.toContain("status");
});

test("what the screen understands the API understands, whatever is typed", () => {
  const word = fc.constantFrom(...wordsOf("calls").filter((name) => name !== "feature"));
  fc.assert(
    fc.property(
      fc.dictionary(word, fc.oneof(fc.string(), fc.constantFrom("1", "ok", "first,retry"))),
      (address) => {
        const { level: _, ...view } = readExplorer(address).view;
        expect(callQuery.safeParse(view).success).toBe(true);
      },
    ),
  );
});

test("several values are several; a trace id may have its dashes", () => {
  const trace = "0AF76519-16CD-43DD-8448-EB211C80319C";
  expect(callFilters.parse({ model: "a,b\\,c", attempt: "retry,fallback", trace })).toEqual({
    model: ["a", "b,c"],
    attempt: ["retry", "fallback"],
    trace: "0af7651916cd43dd8448eb211c80319c",
  });
});
