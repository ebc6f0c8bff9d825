import { expect, test } from "vitest";
import { countOf, toggled, withAll, without, withRange } from "./assign-selected.ts";

const rows = ["a", "b", "c", "d"].map((slug) => ({ slug, name: slug.toUpperCase() }));
const [a, b, c, d] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
const slugs = (selected: ReadonlyMap<string, string>) => [...selected.keys()].sort().join("");
const none = new Map<string, string>();

test("one is chosen and let go", () => {
  expect(slugs(toggled(none, a))).toBe("a");
  expect(slugs(toggled(toggled(none, a), a))).toBe("");
});

test("a range goes both ways and keeps what was chosen", () => {
  expect(slugs(withRange(none, rows, "b", d))).toBe("bcd");
  expect(slugs(withRange(toggled(none, a), rows, "d", c))).toBe("acd");
});

test("a range from a row that a filter took away is the one row", () => {
  expect(slugs(withRange(none, rows, "gone", b))).toBe("b");
  expect(slugs(withRange(none, rows, null, b))).toBe("b");
});

test("all of a page are chosen and let go without touching those of another", () => {
  const other = toggled(none, { slug: "z", name: "Z" });
  const all = withAll(other, rows);
  expect(countOf(all, rows)).toBe("all");
  expect(slugs(without(all, rows))).toBe("z");
  expect(countOf(toggled(none, a), rows)).toBe("some");
  expect(countOf(other, rows)).toBe("none");
});
