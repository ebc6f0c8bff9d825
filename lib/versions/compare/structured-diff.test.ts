import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { structuredDiff } from "./structured-diff.ts";

const paths = (before: unknown, after: unknown) =>
  structuredDiff(JSON.stringify(before), JSON.stringify(after))?.changes.map((one) => [one.change, one.path]);

/** The same value with the keys of its maps in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, turned(part)]),
  );
}

const nodes = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
const isMap = (part: unknown) => typeof part === "object" && part !== null && !Array.isArray(part);
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (isMap(part) ? Object.fromEntries(Object.entries(part).sort()) : part));

describe("structuredDiff", () => {
  it("takes order of keys and formatting for no difference, in JSON and in YAML", () => {
    fc.assert(
      fc.property(nodes, (value) => {
        const [plain, spaced] = [JSON.stringify(value), JSON.stringify(turned(value), null, 4)];
        if (/\d{16,}/.test(plain)) return;
        expect(structuredDiff(plain, spaced)).toEqual({ format: "json", changes: [], more: 0 });
      }),
    );
    const yaml = { limits: { retries: 3, timeout: "30s" }, tools: ["a", "b"] };
    expect(structuredDiff(stringify(yaml), stringify(turned(yaml), { indent: 6 }))).toEqual({
      format: "yaml",
      changes: [],
      more: 0,
    });
    expect(structuredDiff("a: 1 # why\nb: 2\n", "{b: 2,   a: 1}")?.changes).toEqual([]);
  });

  it("never calls two different values the same", () => {
    fc.assert(
      fc.property(nodes, nodes, (before, after) => {
        const diff = structuredDiff(JSON.stringify(before), JSON.stringify(after));
        if (!diff || JSON.stringify(before) === JSON.stringify(after)) return;
        expect(diff.changes.length > 0).toBe(sorted(before) !== sorted(after));
      }),
    );
  });

  it("says what was added, removed and changed by path", () => {
    const before = { model: "a", limits: { retries: 3, "per.day": 1 }, old: true };
    const after = { model: "b", limits: { retries: 3, "per.day": 2 }, fresh: [1] };
    expect(paths(before, after)).toEqual([
      ["changed", "model"],
      ["changed", 'limits["per.day"]'],
      ["removed", "old"],
      ["added", "fresh"],
    ]);
    expect(structuredDiff('{"a":1}', '{"a":"1"}')?.changes).toEqual([
      { path: "a", change: "changed", before: "1", after: '"1"' },
    ]);
  });

  it("finds items of lists by their name, else by their place between what stayed", () => {
    const tool = (name: string, timeout: number) => ({ name, timeout });
    expect(paths([tool("a", 1), tool("b", 1)], [tool("c", 1), tool("b", 2)])).toEqual([
      ["removed", '[name="a"]'],
      ["changed", '[name="b"].timeout'],
      ["added", '[name="c"]'],
    ]);
    expect(paths([tool("a", 1), tool("b", 1)], [tool("b", 1), tool("a", 1)])).toEqual([
      ["changed", " (order)"],
    ]);
    expect(paths({ list: [1, 2, 3] }, { list: [1, 9, 2, 3] })).toEqual([["added", "list[1]"]]);
  });

  it("leaves prose, broken texts and numbers that a double cannot hold to the text difference", () => {
    expect(structuredDiff("Be kind.\nBe brief.\n", "Be kind.\n")).toBeNull();
    expect(structuredDiff("Note: be kind", "Note: be brief")).toBeNull();
    expect(structuredDiff('{"a":1}', '{"a":')).toBeNull();
    expect(structuredDiff('{"id":9007199254740993}', '{"id":9007199254740992}')).toBeNull();
    expect(structuredDiff("a: 1\n---\nb: 2\n", "a: 1\n")).toBeNull();
  });

  it("compares what nests to a usual depth, and leaves what nests deeper or in itself to the text difference", () => {
    const nested = (depth: number, inner: string) => `${"[".repeat(depth)}${inner}${"]".repeat(depth)}`;
    expect(structuredDiff(nested(64, "1"), nested(64, "2"))?.changes).toMatchObject([
      { before: "1", after: "2" },
    ]);
    for (const depth of [65, 800, 100_000])
      expect(structuredDiff(nested(depth, "1"), nested(depth, "2"))).toBeNull();
    expect(structuredDiff("&a [1, *a]", "&a [2, *a]")).toBeNull();
  });

  it("tells numbers of YAML apart that JSON has no words for", () => {
    expect(structuredDiff("{a: .inf, b: 1}", "{a: null, b: 1}")?.changes).toMatchObject([{ path: "a" }]);
  });

  it("counts what is more than it shows", () => {
    const many = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`k${index}`, index]));
    expect(structuredDiff("{}", JSON.stringify(many))).toMatchObject({ more: 200 });
  });
});
