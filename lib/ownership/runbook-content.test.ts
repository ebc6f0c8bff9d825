import { expect, test } from "vitest";
import { readRunbookContent } from "./runbook-content.ts";

test("headings, rules, comments and promises are no content", () => {
  const text = `# When the model is down
Underlined heading
==================
<!-- Call the vendor and switch the
flag over -->
---
TODO: write down what to do here
- TBD
`;
  expect(readRunbookContent(text)).toEqual({ words: 0, linkLines: 0 });
});

test("prose and commands are content", () => {
  const text = "# Down\nSwitch the flag over.\n```sh\nkubectl rollout undo deployment\n```\n";
  expect(readRunbookContent(text).words).toBe(8);
});

test.each([
  "See [the board](https://example.com/board).",
  "See [the board][1].",
  "[1]: https://example.com/board",
  "See <https://example.com>.",
  "See https://example.com/board",
  "See www.example.com",
  "Write to mailto:team@example.com",
  "![graph](graph.png)",
  '<a href="/board">board</a>',
  '<img src="graph.png">',
])("a link is seen: %s", (line) => {
  expect(readRunbookContent(line).linkLines).toBeGreaterThan(0);
});

test.each([
  "Run `curl https://example.com/health`.",
  "```\ncurl https://example.com/health\n```",
  "- [ ] call the vendor",
  "<!-- https://example.com -->",
  "array[0] (first)",
])("no link: %s", (text) => {
  expect(readRunbookContent(text).linkLines).toBe(0);
});

test.each(["<!--", "`", "[", "](", "<a ", "```\n", "# \n", "> - "])(
  "a hostile text of %j takes no time that grows with the square",
  (piece) => {
    const text = piece.repeat(Math.floor((200 * 1024) / piece.length));
    const start = performance.now();
    readRunbookContent(text);
    expect(performance.now() - start).toBeLessThan(5000);
  },
);
