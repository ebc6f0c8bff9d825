import { expect, test } from "vitest";
import { readRunbookLinks } from "./runbook-links.ts";

const urls = (text: string) => readRunbookLinks(text).links.map((link) => link.url);

test.each([
  ["See [the board](https://example.com/board).", "https://example.com/board"],
  ['See [the board](https://example.com/board "Board").', "https://example.com/board"],
  ["See [the board](<https://example.com/a b>).", "https://example.com/a b"],
  ["[1]: https://example.com/board", "https://example.com/board"],
  ["See <https://example.com>.", "https://example.com"],
  ["See https://example.com/board, then wait", "https://example.com/board"],
  ["(see https://example.com/a_(b))", "https://example.com/a_(b)"],
  ["**https://example.com/x**", "https://example.com/x"],
  ["See www.example.com.", "http://www.example.com"],
  ["![graph](https://example.com/graph.png)", "https://example.com/graph.png"],
  ['<a href="https://example.com/board">board</a>', "https://example.com/board"],
  ["<img src=https://example.com/graph.png>", "https://example.com/graph.png"],
  ["[x](https://example.com/a(b)c)", "https://example.com/a(b)c"],
])("%s leads to %s", (text, url) => {
  expect(readRunbookLinks(text)).toEqual({ links: [{ kind: "web", url }], unread: 0 });
});

test.each([
  "Run `curl https://example.com/health`.",
  "```\ncurl https://example.com/health\n```",
  "- [ ] call the vendor",
  "<!-- https://example.com -->",
  "array[0] (first)",
  "[^1]: a note",
  "Write to mailto:team@example.com or [call](tel:+4930123456).",
])("no link that could break: %s", (text) => {
  expect(readRunbookLinks(text)).toEqual({ links: [], unread: 0 });
});

test("what cannot be followed from a server is not passed over", () => {
  expect(
    readRunbookLinks("[a](../other.md) [b](/wiki) [c](slack://channel)").links.map((one) => one.kind),
  ).toEqual(["elsewhere", "elsewhere", "elsewhere"]);
  expect(readRunbookLinks("[a](https://[nonsense)").links).toMatchObject([{ kind: "elsewhere" }]);
  expect(readRunbookLinks("<a id='x' data-href>board</a>")).toEqual({ links: [], unread: 1 });
});

test("links to headings are held against the headings", () => {
  const text =
    "# When it's down!\n\n[a](#when-its-down) [b](#when-its-up) [c](#down-1)\n\n## Down\n\nDown\n----\n";
  expect(readRunbookLinks(text).links).toEqual([
    { kind: "heading", url: "#when-its-down", exists: true },
    { kind: "heading", url: "#when-its-up", exists: false },
    { kind: "heading", url: "#down-1", exists: true },
  ]);
  expect(readRunbookLinks("```\n# Down\n```\n[a](#down)").links).toMatchObject([{ exists: false }]);
});

test("each address is named once, in the order of the text", () => {
  expect(urls("https://b.example https://a.example [b](https://b.example)")).toHaveLength(2);
});

test.each(["<!--", "`", "[", "](", "](<", "<a ", "<a href ", "# ", "[a]: ", "](("])(
  "200 KiB of %j end",
  (piece) => {
    const found = readRunbookLinks(piece.repeat(Math.floor((200 * 1024) / piece.length)));
    expect(found.links.every((link) => link.kind !== "web")).toBe(true);
  },
);
