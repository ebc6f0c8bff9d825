import { expect, test } from "vitest";
import { linkStates } from "./runbook-domain.ts";
import { readRunbookText } from "./runbook-text.ts";

const urls = (text: string) => readRunbookText(text).links.map((link) => link.url);

test.each([
  ["See [the board](https://example.com/board).", "https://example.com/board"],
  ['See [the board](https://example.com/board "Board").', "https://example.com/board"],
  ["See [the board](<https://example.com/a b>).", "https://example.com/a%20b"],
  ["[1]: https://example.com/board", "https://example.com/board"],
  ["See <https://example.com>.", "https://example.com"],
  ["See https://example.com/board, then wait", "https://example.com/board"],
  ["(see https://example.com/a_(b))", "https://example.com/a_(b)"],
  ["**https://example.com/x**", "https://example.com/x"],
  ["See www.example.com.", "http://www.example.com"],
  ["![graph](https://example.com/graph.png)", "https://example.com/graph.png"],
  ['<a href="https://example.com/board">board</a>', "https://example.com/board"],
  ["<img src='https://example.com/graph.png'>", "https://example.com/graph.png"],
  ["See [it](<https://example.com/a\\b%zz%20>)", "https://example.com/a%5Cb%25zz%20"],
  ["[x](https://example.com/a(b)c)", "https://example.com/a(b)c"],
])("%s leads to %s", (text, url) => {
  expect(readRunbookText(text)).toMatchObject({ links: [{ kind: "web", url }], unread: 0, legible: true });
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
  expect(readRunbookText(text)).toMatchObject({ links: [], unread: 0, legible: true });
});

test("what cannot be followed from a server is not passed over", () => {
  expect(
    readRunbookText("[a](../other.md) [b](/wiki) [c](slack://channel)").links.map((one) => one.kind),
  ).toEqual(["elsewhere", "elsewhere", "elsewhere"]);
  expect(readRunbookText("[a](https://[nonsense)").links).toMatchObject([{ kind: "elsewhere" }]);
  expect(readRunbookText("<a id='x' data-href>board</a>")).toMatchObject({ links: [], unread: 1 });
});

test("links to headings are held against the headings", () => {
  const text =
    "# When it's down!\n\n[a](#when-its-down) [b](#when-its-up) [c](#down-1)\n\n## Down\n\nDown\n----\n";
  expect(readRunbookText(text).links).toEqual([
    { kind: "heading", url: "#when-its-down", exists: true },
    { kind: "heading", url: "#when-its-up", exists: false },
    { kind: "heading", url: "#down-1", exists: true },
  ]);
  expect(readRunbookText("```\n# Down\n```\n[a](#down)").links).toMatchObject([{ exists: false }]);
});

const broken = "https://broken.example";

test.each([
  [
    "three backticks around words in a line",
    "```kubectl get pods``` lists the pods.\n\n[x](https://broken.example)",
  ],
  ["a fence that is indented code", "    ```\n\n[x](https://broken.example)"],
  ["a long fence around a short one", "````\n```\n````\n\n[x](https://broken.example)"],
  ["a comment in code", "Write `<!--` before it.\n\n[x](https://broken.example)"],
  ["a comment in a block of code", "```html\n<!--\n```\n\n[x](https://broken.example)"],
  ["a comment that is none", "It costs \\<!-- nothing [x](https://broken.example)"],
  ["backticks of two paragraphs", "It costs `\n\n[x](https://broken.example) ` more"],
  ["a backtick that is escaped", "\\` [x](https://broken.example) \\`"],
])("%s hides no link", (_, text) => {
  expect(urls(text)).toEqual([broken]);
});

test("what is shown as code is no link", () => {
  expect(urls("- Do\n\n  ```sh\n  curl https://a.example\n  ```\n\n``` `x` https://b.example ```")).toEqual(
    [],
  );
});

test("a link without an address is not passed over", () => {
  expect(readRunbookText("[the board]()").links).toEqual([{ kind: "elsewhere", url: "[]()" }]);
});

test("a text that is too long or too deep to be searched says so", () => {
  const deep = readRunbookText(`${"> ".repeat(50)}[x](${broken})`);
  expect(deep).toMatchObject({ links: [], legible: false });
  expect(linkStates(deep, [])).toMatchObject([{ url: "The text", status: "unchecked" }]);
  expect(readRunbookText("- a\n\n".repeat(20_000))).toMatchObject({ legible: false });
});

test("each address is named once, in the order of the text", () => {
  expect(urls("https://b.example https://a.example [b](https://b.example)")).toHaveLength(2);
});

test.each(["<!--", "`", "[", "](", "](<", "<a ", "<a href ", "# ", "[a]: ", "](("])(
  "200 KiB of %j end",
  (piece) => {
    const found = readRunbookText(piece.repeat(Math.floor((200 * 1024) / piece.length)));
    expect(found.links.every((link) => link.kind !== "web")).toBe(true);
  },
);
