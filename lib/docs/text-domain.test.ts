import { expect, test } from "vitest";
import { headingIds, plainWords, searchDocs, sectionsOf } from "./text-domain.ts";

test("ids of headings are those of code hosts", () => {
  const idOf = headingIds();
  expect(
    [
      "What ran, as known when",
      "`deploy`: who & why?",
      "Single sign-on (OpenID Connect)",
      "Wörter",
      "Again",
      "Again",
    ].map(idOf),
  ).toEqual([
    "what-ran-as-known-when",
    "deploy-who--why",
    "single-sign-on-openid-connect",
    "wörter",
    "again",
    "again-1",
  ]);
});

test("code in fences holds no headings, and its words belong to no section's title", () => {
  const sections = sectionsOf(
    "# One\n\nText.\n\n```sh\n# not a heading\n```\n\n## Two\n\n| a | b |\n| --- | --- |\n| `x` | [y](z.md) |\n",
  );
  expect(sections.map(({ title, level }) => [title, level])).toEqual([
    ["One", 1],
    ["Two", 2],
  ]);
  expect(sections[0]?.text).toContain("Text.");
  expect(sections[1]?.text).toBe("a b x y");
});

test("marks are left out of the words", () => {
  expect(plainWords("**Bold** and `code` <!-- gone --> [text](target.md#here)")).toBe("Bold and code text");
});

const entries = [
  { href: "/a", page: "Cost", title: "Unpriced", text: "Calls without a price. They are never zero." },
  { href: "/b", page: "Cost", title: "Current", text: "An unpriced call leaves a gap in the cents." },
  { href: "/c", page: "Versions", title: "Rollback", text: "Going back." },
];

test("every word has to occur, and a title goes before a text", () => {
  expect(searchDocs(entries, "unpriced").map(({ href }) => href)).toEqual(["/a", "/b"]);
  expect(searchDocs(entries, "unpriced cents").map(({ href }) => href)).toEqual(["/b"]);
  expect(searchDocs(entries, "unpriced nowhere")).toEqual([]);
  expect(searchDocs(entries, "  ")).toEqual([]);
});

test("a hit stands between the words around it", () => {
  const [found] = searchDocs(entries, "CENTS");
  expect(found).toMatchObject({
    before: "An unpriced call leaves a gap in the ",
    match: "cents",
    after: ".",
  });
});
