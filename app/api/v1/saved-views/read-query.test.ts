import { expect, test } from "vitest";
import { readQuery } from "./read-query.ts";

const read = (page: Parameters<typeof readQuery>[0], text: string) =>
  readQuery(page, new URLSearchParams(text));

test("each page keeps its own words in one order and names the others", () => {
  expect(read("calls", "status=error&model=gpt-4o%2Co3&view=1&level=calls")).toEqual({
    query: "model=gpt-4o%2Co3&status=error",
    refused: ["view"],
  });
  expect(read("calls", "level=interactions&order=dearest&status=error").refused).toEqual(["status"]);
  expect(read("feature-calls", "feature=claims").refused).toEqual(["feature"]);
  expect(read("portfolio", "team=care&sort=-met&q=")).toEqual({ query: "sort=-met&team=care", refused: [] });
  expect(read("portfolio", "group=team&status=quality%3Aunmet&eroded=yes")).toEqual({
    query: "eroded=yes&group=team&status=quality%3Aunmet",
    refused: [],
  });
  expect(read("portfolio", "status=quality%3Agreen&group=colour").refused).toEqual(["status", "group"]);
  expect(read("portfolio", "sort=sideways&toString=1").refused).toEqual(["sort", "toString"]);
});
