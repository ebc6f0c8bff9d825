import fc from "fast-check";
import { expect, test } from "vitest";
import { joinValues, splitValues } from "./value-list.ts";

test("whatever the values hold, they come back as they were", () => {
  const value = fc.string({ unit: "binary", minLength: 1 });
  fc.assert(
    fc.property(fc.uniqueArray(value), (values) => {
      expect(splitValues(joinValues(values))).toEqual(values);
    }),
  );
});

test("one plain value is itself; nothing is no value; a value counts once", () => {
  expect(splitValues("gpt-4o")).toEqual(["gpt-4o"]);
  expect(splitValues("")).toEqual([]);
  expect(splitValues(",a,,a,b,")).toEqual(["a", "b"]);
  expect(splitValues("Smith\\, Jane,b")).toEqual(["Smith, Jane", "b"]);
});
