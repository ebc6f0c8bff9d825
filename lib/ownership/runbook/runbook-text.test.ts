import { expect, test } from "vitest";
import { readRunbookText } from "./runbook-text.ts";

const wordsOf = (text: string) => readRunbookText(text).words;

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
  expect(wordsOf(text)).toBe(0);
});

test("prose and commands are content", () => {
  const text = "# Down\nSwitch the flag over.\n```sh\nkubectl rollout undo deployment\n```\n";
  expect(wordsOf(text)).toBe(8);
});

// How long such texts take is measured by `npm run bench -- runbook`: a bound on time would judge the machine.
test.each(["<!--", "`", "[", "](", "<a ", "```\n", "# \n", "> - ", "#"])(
  "200 KiB of %j are no content",
  (piece) => {
    expect(wordsOf(piece.repeat(Math.floor((200 * 1024) / piece.length)))).toBe(0);
  },
);

test("what a reader does not see is no content", () => {
  expect(wordsOf("<div>\nSwitch the flag over\n</div>\n\n[1]: https://example.com/switch-the-flag")).toBe(0);
  expect(wordsOf("See [the board](https://grafana.example/some/long/address).")).toBe(3);
  expect(wordsOf("| Step | Who |\n|---|---|\n| Stop it | TBD |\n")).toBe(2);
});

test("a text is read once however often it is judged", () => {
  const text = "Switch the flag over.";
  expect(readRunbookText(text)).toBe(readRunbookText(`${text}`));
});
