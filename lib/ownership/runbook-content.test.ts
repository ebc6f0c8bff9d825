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

// How long such texts take is measured by `npm run bench -- runbook`: a bound on time would judge the machine.
test.each([
  ["<!--", 0],
  ["`", 0],
  ["[", 0],
  ["](", 1],
  ["<a ", 1],
  ["```\n", 0],
  ["# \n", 0],
  ["> - ", 0],
])("200 KiB of %j are no content, with %i lines of links", (piece, linkLines) => {
  const text = piece.repeat(Math.floor((200 * 1024) / piece.length));
  expect(readRunbookContent(text)).toEqual({ words: 0, linkLines });
});
