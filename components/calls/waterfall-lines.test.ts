import { describe, expect, it } from "vitest";
import { node } from "./testing/node.ts";
import { timeScale } from "./time-scale.ts";
import { branches, followsFailed, moved, spanKey, visibleSpans, withGaps } from "./waterfall-lines.ts";

const at = (second: number) => `2026-02-03T04:00:${String(second).padStart(2, "0")}.000000Z`;
const tree = [
  node("a", { children: [node("b", { children: [node("c")] }), node("d")] }),
  node("e", { startedAt: "2026-02-03T09:00:00.000000Z" }),
];
const all = visibleSpans(tree, new Set());
const keys = (lines: readonly { key: string }[]) => lines.map(({ key }) => key);

describe("lines of the tree", () => {
  it("stand in reading order with their level and place", () => {
    expect(
      all.map(({ key, level, position, siblings, parentKey }) => [key, level, position, siblings, parentKey]),
    ).toEqual([
      ["t-a", 1, 1, 2, null],
      ["t-b", 2, 1, 2, "t-a"],
      ["t-c", 3, 1, 1, "t-b"],
      ["t-d", 2, 2, 2, "t-a"],
      ["t-e", 1, 2, 2, null],
    ]);
    expect(branches(tree)).toEqual(["t-a", "t-b"]);
  });

  it("leave out what a collapsed span holds", () => {
    expect(keys(visibleSpans(tree, new Set(["t-b"])))).toEqual(["t-a", "t-b", "t-d", "t-e"]);
    expect(keys(visibleSpans(tree, new Set(["t-a"])))).toEqual(["t-a", "t-e"]);
  });

  it("say where nothing ran, before the span that goes on", () => {
    const lines = withGaps(all, timeScale(all.map((line) => line.node)));
    expect(lines.map((line) => (line.kind === "gap" ? line.ms : line.key))).toEqual([
      "t-a",
      "t-b",
      "t-c",
      "t-d",
      5 * 3_600_000 - 1000,
      "t-e",
    ]);
  });

  it("are walked over, to the ends and never beyond, past what is no span", () => {
    const lines = withGaps(all, timeScale(all.map((line) => line.node)));
    expect(moved(lines, "t-a", "up")).toBe("t-a");
    expect(moved(lines, "t-d", "down")).toBe("t-e");
    expect(moved(lines, "t-e", "up")).toBe("t-d");
    expect(moved(lines, "t-c", "last")).toBe("t-e");
    expect(moved(lines, "t-c", "pageDown")).toBe("t-e");
    expect(moved([], null, "down")).toBeNull();
  });

  it("of a tree as deep as the stack is not, come out too", () => {
    let deep = node("0");
    for (let index = 1; index < 20_000; index += 1) deep = node(String(index), { children: [deep] });
    expect(visibleSpans([deep], new Set())).toHaveLength(20_000);
  });
});

describe("what a repeat follows", () => {
  const failed = node("f", { startedAt: at(1), status: "error", call: {} });
  const other = node("o", { startedAt: at(2), status: "error", operation: "embeddings", call: {} });
  const follows = (over: Parameters<typeof node>[1]) => {
    const span = node("r", { startedAt: at(5), ...over });
    const found = followsFailed({ node: span }, [failed, other, span]);
    return found && { key: found.key, sameModel: found.sameModel };
  };

  it("is the failed call before it that did the same work", () => {
    expect(follows({ call: { attempt: "retry" } })).toEqual({ key: spanKey(failed), sameModel: true });
    expect(follows({ call: { attempt: "fallback", requestModel: "gpt-4o-mini" } })).toEqual({
      key: spanKey(failed),
      sameModel: false,
    });
  });

  it("is nothing for a first attempt, nor where nothing failed before", () => {
    expect(follows({ call: { attempt: "first" } })).toBeNull();
    expect(follows({ call: { attempt: "retry" }, startedAt: at(0) })).toBeNull();
    expect(follows({})).toBeNull();
  });
});
